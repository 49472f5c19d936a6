import { type FieldError, FirstdayError } from '../../lib/errors';

/** More would only hide the first ones. */
export const MAX_REPORTED_ERRORS = 500;

/** @throws FirstdayError `invalid-request` where there are more rows than are taken at once */
export function ensureRowLimit(count: number, maxRows: number): void {
  if (count <= maxRows) return;
  const message = `holds ${String(count)} rows; at most ${String(maxRows)} are taken at once: split it`;
  throw new FirstdayError('invalid-request', undefined, [{ field: 'rows', message }]);
}

/** Why none of the rows was taken. `consequence`: what that means, as a sentence. */
export function createInvalidRowsError(
  errors: readonly FieldError[],
  counts: { invalidRows: number; rows: number },
  consequence: string,
): FirstdayError {
  const detail = `${String(counts.invalidRows)} of ${String(counts.rows)} rows are not valid. ${consequence}`;
  return new FirstdayError('invalid-rows', detail, errors.slice(0, MAX_REPORTED_ERRORS), counts);
}
