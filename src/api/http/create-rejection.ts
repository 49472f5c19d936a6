import { getReasonClass, type Reason } from '../../domain/reasons/reason';
import { type ErrorCode, FirstdayError, type ProblemSubject } from '../../lib/errors';

/** By the class of a rejection. */
const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  'not-entitled': 'forbidden',
  unverified: 'forbidden',
  'already-decided': 'already-decided',
  closed: 'closed',
  malformed: 'invalid-request',
  'invalid-request': 'invalid-request',
  'not-possible': 'not-possible',
  'not-plannable': 'not-plannable',
  'plan-fault': 'plan-fault',
  'already-open': 'already-open',
  unavailable: 'unavailable',
};

/** Creates the error of a rejected decision or change of an onboarding. */
export const createRejection = (
  reason: Reason,
  { steps, timeZone }: ProblemSubject,
  extra: Record<string, unknown> = {},
): FirstdayError =>
  new FirstdayError(ERROR_CODES[getReasonClass(reason)] ?? 'not-waiting', reason, [], extra, { steps, timeZone });
