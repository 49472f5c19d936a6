import { MOST_ROWS } from '../../../domain/cohort';
import type { FieldError } from '../../../lib/errors';
import { readLines } from '../../http/csv/read';
import { COLUMNS } from './columns';

/** One request of a cohort before it is checked, with the number by which its author knows it. */
export interface Row {
  row: number;
  request: unknown;
  /** What is wrong with the row as such. */
  fault?: FieldError;
}

const EXPECTED = { columns: COLUMNS, mostLines: 2 * MOST_ROWS };

/** The requests of a CSV file. @throws FirstdayError as `readLines` */
export const readCsv = (bytes: Buffer, contentType: string): { rows: Row[] } => ({
  rows: readLines(bytes, contentType, EXPECTED).map(({ value, ...line }) => ({ ...line, request: value })),
});
