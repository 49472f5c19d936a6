import type { CallOptions } from '../src/domain/plan/resolved-plan';
import type { ActivityDefinition } from './define-activity';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
/** A killed worker uses up an attempt: after five kills, the next attempt must still start within seconds. */
const RETRY_POLICY = { firstMs: SECOND_MS, backoff: 1.5, maximumMs: 60 * SECOND_MS };
const HEARTBEAT_MS = 5 * SECOND_MS;

/**
 * Builds the call options of an activity and its undo, frozen in the workflow's input. An undo that fails for an hour
 * is left to a person.
 */
export function buildCallOptions(definition: ActivityDefinition): { run: CallOptions; undo: CallOptions } {
  const { attemptMs = 30 * SECOND_MS, withinMs = 24 * HOUR_MS, permanent = [] } = definition;
  const common = { attemptMs, heartbeatMs: HEARTBEAT_MS, retry: RETRY_POLICY, permanent: [...permanent] };
  return { run: { ...common, withinMs }, undo: { ...common, withinMs: HOUR_MS } };
}
