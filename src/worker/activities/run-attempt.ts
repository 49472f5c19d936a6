import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, type ApplicationFailureOptions } from '@temporalio/common';
import { z } from 'zod';
import { buildCallOptions } from '../../../activities/call-options';
import type { ActivityDefinition } from '../../../activities/define-activity';
import { EffectUndoneError } from '../../database/ledger/transactional-effects';
import { LeaseHeldError } from '../../database/ledger/external-effects';
import { createReason, type Reason } from '../../domain/reasons/reason';
import { SystemError, UnknownOutcomeError } from '../../integrations/system-error';

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

/** Data that an activity reads or returns. `needed-result`: the result of an earlier step. */
export type DataSubject = 'settings' | 'result' | 'needed-result';

/** Not retryable: a retry would read the same data. Names the invalid fields, never their values. */
export function createInvalidDataFailure(subject: DataSubject, error: z.ZodError): ApplicationFailure {
  const fields = error.issues.map(({ path }) => path.join('.') || `(${subject})`);
  return createFailure(createReason('InvalidData', { subject, fields }), {
    message: `Invalid ${subject}\n${z.prettifyError(error)}`,
    nonRetryable: true,
  });
}

/** Creates a failure whose type and first detail the workflow reads as the reason. */
export const createFailure = (
  { code, params }: Reason,
  options: { message: string } & Pick<ApplicationFailureOptions, 'nonRetryable' | 'nextRetryDelay' | 'category'>,
): ApplicationFailure => ApplicationFailure.create({ type: code, details: [params], ...options });

function toApplicationFailure(error: unknown, permanent: readonly string[]): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof EffectUndoneError)
    return createFailure(createReason('EffectUndone', {}), { message: error.message, nonRetryable: true });
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return createFailure(createReason('Timeout', {}), { message: error.message });
  if (error instanceof LeaseHeldError) {
    const { message, remainingMs: nextRetryDelay } = error;
    const category = ApplicationFailureCategory.BENIGN;
    return createFailure(createReason('LeaseHeld', {}), { message, nextRetryDelay, category });
  }
  if (error instanceof SystemError || error instanceof UnknownOutcomeError) {
    const { message, reason } = error;
    const isPermanent = error instanceof SystemError && error.permanent;
    return createFailure(reason, { message, nonRetryable: isPermanent || permanent.includes(reason.code) });
  }
  return toFailureWithoutCause(error, permanent);
}

/** Type by error name. The PostgreSQL driver names its errors "error". */
const ERROR_TYPES: Readonly<Record<string, string>> = { error: 'DatabaseError', Error: 'Unexpected' };

/** Drops the cause: a database error carries row values, and failures end up in logs. */
export function toFailureWithoutCause(error: unknown, permanent: readonly string[] = []): ApplicationFailure {
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error), type: 'Unexpected' });
  const type = ERROR_TYPES[error.name] ?? error.name;
  const failure = ApplicationFailure.create({ message: error.message, type, nonRetryable: permanent.includes(type) });
  failure.stack = error.stack;
  return failure;
}
