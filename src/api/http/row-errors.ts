import { type FieldError, FirstdayError } from '../../lib/errors';

/** More would only hide the first ones. */
export const SHOWN_ERRORS = 500;

/** @throws FirstdayError `invalid-request` where there are more rows than are taken at once */
export function refuseTooMany(count: number, most: number): void {
  if (count <= most) return;
  const message = `holds ${String(count)} rows; at most ${String(most)} are taken at once: split it`;
  throw new FirstdayError('invalid-request', undefined, [{ field: 'rows', message }]);
}

/** Why none of the rows was taken. `consequence`: what that means, as a sentence. */
export function rowsRefused(
  errors: readonly FieldError[],
  counts: { invalidRows: number; rows: number },
  consequence: string,
): FirstdayError {
  const detail = `${String(counts.invalidRows)} of ${String(counts.rows)} rows are not valid. ${consequence}`;
  return new FirstdayError('invalid-rows', detail, errors.slice(0, SHOWN_ERRORS), counts);
}
