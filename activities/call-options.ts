import type { CallOptions } from '../src/domain/plan/types';
import type { ActivityDefinition } from './define';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** A killed worker costs an attempt, too: after five kills over one activity the next attempt is still made within some seconds. */
const RETRY = { firstMs: SECOND, backoff: 1.5, maximumMs: 60 * SECOND };
const HEARTBEAT_MS = 5 * SECOND;

/**
 * How an activity and its undo are called, as data for the plan: frozen in the workflow's input. An undo that fails for an
 * hour is a person's matter.
 */
export function callOptions(definition: ActivityDefinition): { run: CallOptions; undo: CallOptions } {
  const { attemptMs = 30 * SECOND, withinMs = 24 * HOUR, permanent = [] } = definition;
  const common = { attemptMs, heartbeatMs: HEARTBEAT_MS, retry: RETRY, permanent: [...permanent] };
  return { run: { ...common, withinMs }, undo: { ...common, withinMs: HOUR } };
}
