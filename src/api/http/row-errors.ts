import { type FieldError, FirstdayError } from '../../lib/errors';

/** A longer list would only hide the first errors. */
export const MAX_REPORTED_ERRORS = 500;

/** @throws FirstdayError `invalid-request` if there are more than `maxRows` rows */
export function ensureRowLimit(count: number, maxRows: number): void {
  if (count <= maxRows) return;
  const message = `holds ${String(count)} rows; at most ${String(maxRows)} are taken at once: split it`;
  throw new FirstdayError('invalid-request', undefined, [{ field: 'rows', message }]);
}

/** `consequence`: a sentence for the problem's detail, such as "Nothing was added." */
export function createInvalidRowsError(
  errors: readonly FieldError[],
  counts: { invalidRows: number; rows: number },
  consequence: string,
): FirstdayError {
  const detail = `${String(counts.invalidRows)} of ${String(counts.rows)} rows are not valid. ${consequence}`;
  return new FirstdayError('invalid-rows', detail, errors.slice(0, MAX_REPORTED_ERRORS), counts);
}
