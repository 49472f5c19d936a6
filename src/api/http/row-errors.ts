import { createFieldError, type FieldError } from '../../domain/field-errors/field-error';
import { createReason } from '../../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError, type ProblemSubject } from '../../lib/errors';

/** A longer list would only hide the first errors. */
export const MAX_REPORTED_ERRORS = 500;

/** @throws FirstdayError `invalid-request` if there are more than `maxRows` rows */
export function ensureRowLimit(count: number, maxRows: number): void {
  if (count <= maxRows) return;
  const error = createFieldError('rows', 'rows.too-many', { count, maximum: maxRows });
  throw createInvalidRequestError([error]);
}

/** `subject` has the titles of steps that the errors name. */
export const createInvalidRowsError = (
  code: 'invalid-rows.cohort' | 'invalid-rows.inventory' | 'invalid-rows.people',
  errors: readonly FieldError[],
  counts: { invalidRows: number; rows: number },
  subject?: ProblemSubject,
): FirstdayError =>
  new FirstdayError('invalid-rows', createReason(code, counts), errors.slice(0, MAX_REPORTED_ERRORS), counts, subject);
