import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { z } from 'zod';
import { buildCallOptions } from '../../../activities/call-options';
import type { ActivityDefinition } from '../../../activities/define-activity';
import { EffectUndoneError } from '../../database/ledger/transactional-effects';
import { LeaseHeldError } from '../../database/ledger/external-effects';
import { SystemError } from '../../integrations/system-error';

const HEARTBEAT_INTERVAL_MS = 2_000;

/**
 * Runs one attempt with heartbeats. The signal aborts on cancellation, worker shutdown or timeout of the attempt. Work
 * that completes despite a cancellation is reported as completed.
 * @throws CancelledFailure after a requested cancellation, otherwise ApplicationFailure.
 */
export async function runAttempt<T>(
  definition: ActivityDefinition,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_INTERVAL_MS);
  const timeoutController = new AbortController();
  const timer = setTimeout(
    () => timeoutController.abort(createAttemptTimeoutError()),
    buildCallOptions(definition).run.attemptMs,
  );
  try {
    return await work(AbortSignal.any([context.cancellationSignal, timeoutController.signal]));
  } catch (error) {
    // Rejects with Temporal's own CancelledFailure. Any other abort (shutdown, timeout) is retried.
    if (context.cancellationDetails?.cancelRequested) await context.cancelled;
    throw toApplicationFailure(error, definition.permanent ?? []);
  } finally {
    clearInterval(heartbeat);
    clearTimeout(timer);
  }
}

/** Mimics the error of `AbortSignal.timeout`, whose own timer cannot be cleared when the attempt ends. */
const createAttemptTimeoutError = () => new DOMException('The time of this attempt is up.', 'TimeoutError');

/** Not retryable: a retry would read the same data. Names the invalid fields, never their values. */
export const createInvalidDataFailure = (subject: string, error: z.ZodError): ApplicationFailure =>
  ApplicationFailure.nonRetryable(
    `The ${subject} of this step is not valid.\n${z.prettifyError(error)}`,
    'InvalidData',
  );

function toApplicationFailure(error: unknown, permanent: readonly string[]): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof EffectUndoneError) return ApplicationFailure.nonRetryable(error.message, 'EffectUndone');
  if (error instanceof LeaseHeldError) {
    const { message, remainingMs: nextRetryDelay } = error;
    const category = ApplicationFailureCategory.BENIGN;
    return ApplicationFailure.create({ message, type: 'LeaseHeld', nextRetryDelay, category });
  }
  if (error instanceof SystemError) {
    const { message, type } = error;
    return ApplicationFailure.create({ message, type, nonRetryable: error.permanent || permanent.includes(type) });
  }
  return toFailureWithoutCause(error, permanent);
}

/** Drops the cause: a database error carries row values, and failures end up in logs. */
export function toFailureWithoutCause(error: unknown, permanent: readonly string[] = []): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error) });
  // The PostgreSQL driver names its errors "error".
  const type = error.name === 'error' ? 'DatabaseError' : error.name;
  const failure = ApplicationFailure.create({ message: error.message, type, nonRetryable: permanent.includes(type) });
  failure.stack = error.stack;
  return failure;
}
