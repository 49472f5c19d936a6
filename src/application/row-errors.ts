import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import type { FirstdayError } from '../lib/errors';

/** Field of an error that concerns a row as a whole. */
const WHOLE_ROW_FIELD = '(row)';

/** Returns the errors of a row of a file, to be stored: never empty. */
export function toRowErrors({ code, reason, fields }: FirstdayError): FieldError[] {
  if (fields.length > 0) return fields;
  if (reason) return [{ field: WHOLE_ROW_FIELD, ...reason }];
  return [createFieldError(WHOLE_ROW_FIELD, 'row.rejected', { problem: code })];
}

export const UNEXPECTED_ROW_ERROR = createFieldError(WHOLE_ROW_FIELD, 'row.unexpected', {});
