import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { z } from 'zod';
import { callOptions } from '../../../activities/call-options';
import type { ActivityDefinition } from '../../../activities/define';
import { EffectUndone } from '../../database/ledger/transactional';
import { LeaseHeld } from '../../database/ledger/leased';
import { SystemError } from '../../integrations/error';

const HEARTBEAT_EVERY_MS = 2_000;

/**
 * One attempt of an activity: it heartbeats, its signal ends with a cancellation or with the attempt's time, and its
 * errors are what Temporal understands. What completed although it was cancelled is reported as completed.
 */
export async function attempt<T>(
  definition: ActivityDefinition,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(outOfTime()), callOptions(definition).run.attemptMs);
  try {
    return await work(AbortSignal.any([context.cancellationSignal, timeUp.signal]));
  } catch (error) {
    // Rejects with Temporal's own CancelledFailure. Any other end of the attempt (a shutdown, its time) is retried.
    if (context.cancellationDetails?.cancelRequested) await context.cancelled;
    throw failureOf(error, definition.permanent ?? []);
  } finally {
    clearInterval(heartbeat);
    clearTimeout(timer);
  }
}

/** What `AbortSignal.timeout` would abort with; its own timer could not be stopped with the attempt. */
const outOfTime = () => new DOMException('The time of this attempt is up.', 'TimeoutError');

/** Data that does not fit its schema: no retry will mend it. Names the fields, never their values. */
export const invalid = (what: string, error: z.ZodError): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`The ${what} of this step is not valid.\n${z.prettifyError(error)}`, 'InvalidData');

function failureOf(error: unknown, permanent: readonly string[]): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof EffectUndone) return ApplicationFailure.nonRetryable(error.message, 'EffectUndone');
  if (error instanceof LeaseHeld) {
    const { message, remainingMs: nextRetryDelay } = error;
    const category = ApplicationFailureCategory.BENIGN;
    return ApplicationFailure.create({ message, type: 'LeaseHeld', nextRetryDelay, category });
  }
  if (error instanceof SystemError) {
    const { message, type } = error;
    return ApplicationFailure.create({ message, type, nonRetryable: error.permanent || permanent.includes(type) });
  }
  return unexpected(error, permanent);
}

/** Without a cause: a database error carries the values of the row it was about, and this ends in logs. */
export function unexpected(error: unknown, permanent: readonly string[] = []): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error) });
  // PostgreSQL's driver names its errors plainly "error".
  const type = error.name === 'error' ? 'DatabaseError' : error.name;
  const failure = ApplicationFailure.create({ message: error.message, type, nonRetryable: permanent.includes(type) });
  failure.stack = error.stack;
  return failure;
}
