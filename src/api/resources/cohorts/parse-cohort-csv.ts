import { MAX_COHORT_ROWS } from '../../../domain/cohort';
import type { FieldError } from '../../../domain/field-errors/field-error';
import { parseCsv } from '../../http/csv/parse-csv';
import { COHORT_COLUMNS } from './columns';

/** Request of a cohort before validation; `row` is the number under which the author of the file finds it. */
export interface SubmittedRow {
  row: number;
  request: unknown;
  /** Error of the row as a whole, such as too many cells. */
  rowError?: FieldError;
}

const COHORT_CSV_FORMAT = { columns: COHORT_COLUMNS, maxLines: 2 * MAX_COHORT_ROWS };

/** @throws FirstdayError as `parseCsv` */
export const parseCohortCsv = (bytes: Buffer, contentType: string): { rows: SubmittedRow[] } => ({
  rows: parseCsv(bytes, contentType, COHORT_CSV_FORMAT).map(({ value, ...line }) => ({ ...line, request: value })),
});
