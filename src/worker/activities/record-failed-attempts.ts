import { Context, type Info } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { type AttemptKey, deleteFailedAttempt, saveFailedAttempt } from '../../database/failed-attempts';
import type { Database } from '../../database/client';
import { isRecord } from '../../domain/is-record';
import type { EffectInput } from '../../domain/plan/resolved-plan';
import type { Reason, ReasonParams } from '../../domain/reasons/reason';

const DEFAULT_INTERVAL_MS = 1_000;
const DEFAULT_BACKOFF = 2;

/**
 * Records why an activity failed while Temporal retries it, which its workflow does not hear of. A record that cannot be
 * written is left out: the outcome of the attempt matters more.
 */
export function recordFailedAttempts(
  database: Database,
  isUndo: boolean,
  effect: (input: EffectInput) => Promise<unknown>,
): (input: EffectInput) => Promise<unknown> {
  return async (input) => {
    const { info } = Context.current();
    const key: AttemptKey = { onboardingId: input.onboardingId, step: input.step, isUndo };
    const forget = () => (info.attempt > 1 ? deleteFailedAttempt(database, key).catch(() => undefined) : undefined);
    try {
      const result = await effect(input);
      await forget();
      return result;
    } catch (error) {
      await recordFailure(database, key, info, error).catch(() => undefined);
      throw error;
    }
  };
}

async function recordFailure(database: Database, key: AttemptKey, info: Info, error: unknown): Promise<void> {
  if (!(error instanceof ApplicationFailure) || error.category === ApplicationFailureCategory.BENIGN) return;
  const nextAttemptAt = error.nonRetryable ? undefined : computeNextAttempt(info);
  if (nextAttemptAt === undefined) {
    if (info.attempt > 1) await deleteFailedAttempt(database, key);
    return;
  }
  await saveFailedAttempt(database, { ...key, attempt: info.attempt, reason: toReason(error), nextAttemptAt });
}

/** As the worker reads it: intervals in ms. */
interface ReadRetryPolicy {
  initialInterval?: number;
  backoffCoefficient?: number;
  maximumInterval?: number;
  maximumAttempts?: number;
}

/** Returns undefined if Temporal will not try again. */
function computeNextAttempt(info: Info): Date | undefined {
  const { attempt, scheduledTimestampMs, scheduleToCloseTimeoutMs } = info;
  const policy = (info.retryPolicy ?? {}) as ReadRetryPolicy;
  if (policy.maximumAttempts && attempt >= policy.maximumAttempts) return undefined;
  const backoff = (policy.backoffCoefficient ?? DEFAULT_BACKOFF) ** (attempt - 1);
  const delayMs = (policy.initialInterval ?? DEFAULT_INTERVAL_MS) * backoff;
  const nextMs = Date.now() + Math.min(delayMs, policy.maximumInterval ?? Infinity);
  return nextMs < scheduledTimestampMs + scheduleToCloseTimeoutMs ? new Date(nextMs) : undefined;
}

/** Reads the failure as the workflow would, once the attempts have ended. */
function toReason({ type, message, details }: ApplicationFailure): Reason {
  const [params] = details ?? [];
  return { code: type ?? 'Unexpected', params: isRecord(params) ? (params as ReasonParams) : { message } };
}
