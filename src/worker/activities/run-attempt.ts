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
 * One attempt of an activity: it heartbeats, its signal ends with a cancellation or with the attempt's time, and its
 * errors are what Temporal understands. What completed although it was cancelled is reported as completed.
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
    // Rejects with Temporal's own CancelledFailure. Any other end of the attempt (a shutdown, its time) is retried.
    if (context.cancellationDetails?.cancelRequested) await context.cancelled;
    throw toApplicationFailure(error, definition.permanent ?? []);
  } finally {
    clearInterval(heartbeat);
    clearTimeout(timer);
  }
}

/** What `AbortSignal.timeout` would abort with; its own timer could not be stopped with the attempt. */
const createAttemptTimeoutError = () => new DOMException('The time of this attempt is up.', 'TimeoutError');

/** Data that does not fit its schema: no retry will mend it. Names the fields, never their values. */
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

/** Without a cause: a database error carries the values of the row it was about, and this ends in logs. */
export function toFailureWithoutCause(error: unknown, permanent: readonly string[] = []): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error) });
  // PostgreSQL's driver names its errors plainly "error".
  const type = error.name === 'error' ? 'DatabaseError' : error.name;
  const failure = ApplicationFailure.create({ message: error.message, type, nonRetryable: permanent.includes(type) });
  failure.stack = error.stack;
  return failure;
}
