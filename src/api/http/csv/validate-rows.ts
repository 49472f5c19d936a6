import type { z } from 'zod';
import { createFieldError, type FieldError } from '../../../domain/field-errors/field-error';
import { parseInput } from '../../../domain/field-errors/parse-input';
import type { CsvRow } from './parse-csv';

export type Numbered<Value> = Value & { row: number };

/** Validates each row by itself, so that one invalid row does not hide the errors of the others. */
export function validateRows<Schema extends z.ZodType<object>>(
  schema: Schema,
  rows: readonly CsvRow[],
): { valid: Numbered<z.output<Schema>>[]; errors: FieldError[] } {
  const valid: Numbered<z.output<Schema>>[] = [];
  const errors: FieldError[] = [];
  for (const { row, value, rowError } of rows) {
    const { data, fieldErrors } = parseInput(schema, value);
    if (rowError) errors.push({ row, ...rowError });
    if (fieldErrors) errors.push(...fieldErrors.map((error) => ({ row, ...error })));
    else valid.push({ row, ...data });
  }
  return { valid, errors };
}

/** Finds the rows whose key another row before has, without regard to case. */
export function findRepeatedRows<Row extends { row: number }>(
  rows: readonly Row[],
  field: keyof Row & string,
): FieldError[] {
  const firstRowByKey = new Map<string, number>();
  return rows.flatMap((row) => {
    const key = String(row[field]).toLowerCase();
    const firstRow = firstRowByKey.get(key);
    if (firstRow !== undefined)
      return [{ row: row.row, ...createFieldError(field, 'row.duplicate', { row: firstRow }) }];
    firstRowByKey.set(key, row.row);
    return [];
  });
}
