import { MAX_COHORT_ROWS } from '../../../domain/cohort';
import type { FieldError } from '../../../lib/errors';
import { parseCsv } from '../../http/csv/parse-csv';
import { COHORT_COLUMNS } from './columns';

/** One request of a cohort before it is checked, with the number by which its author knows it. */
export interface SubmittedRow {
  row: number;
  request: unknown;
  /** What is wrong with the row as such. */
  rowError?: FieldError;
}

const COHORT_CSV_FORMAT = { columns: COHORT_COLUMNS, maxLines: 2 * MAX_COHORT_ROWS };

/** The requests of a CSV file. @throws FirstdayError as `readLines` */
export const parseCohortCsv = (bytes: Buffer, contentType: string): { rows: SubmittedRow[] } => ({
  rows: parseCsv(bytes, contentType, COHORT_CSV_FORMAT).map(({ value, ...line }) => ({ ...line, request: value })),
});
