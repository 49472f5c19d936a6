import type { z } from 'zod';
import type { Database, DatabaseTransaction } from '../../../../database/client';
import { findKnownEmails } from '../../../../database/people';
import { createFieldError, type FieldError } from '../../../../domain/field-errors/field-error';
import type { CsvRow } from '../../../http/csv/parse-csv';
import { findRepeatedRows, type Numbered, validateRows } from '../../../http/csv/validate-rows';
import { importedPersonSchema } from '../import-schema';

interface CheckedPeople {
  people: Numbered<z.output<typeof importedPersonSchema>>[];
  /** By row. */
  errors: FieldError[];
}

/** Validates each row, and finds addresses that are there already. People with errors are left out. */
export async function checkPeople(
  database: Database | DatabaseTransaction,
  rows: readonly CsvRow[],
): Promise<CheckedPeople> {
  const { valid, errors } = validateRows(importedPersonSchema, rows);
  const known = await findKnownEmails(
    database,
    valid.map(({ email }) => email),
  );
  const knownErrors = valid
    .filter(({ email }) => known.has(email))
    .map(({ row }) => ({ row, ...createFieldError('email', 'person.known', {}) }));
  const allErrors = [...errors, ...findRepeatedRows(valid, 'email'), ...knownErrors];
  const invalidRows = new Set(allErrors.map(({ row }) => row));
  return {
    people: valid.filter(({ row }) => !invalidRows.has(row)),
    errors: allErrors.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0)),
  };
}

export const countRows = (errors: readonly FieldError[]): number => new Set(errors.map(({ row }) => row)).size;
