import type { z } from 'zod';
import { parseInput } from '../../domain/field-errors/parse-input';
import { createInvalidRequestError } from '../../lib/errors';

/** @throws FirstdayError `invalid-request` with an error for every invalid field */
export function validateInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { data, fieldErrors } = parseInput(schema, value);
  if (fieldErrors) throw createInvalidRequestError(fieldErrors);
  return data;
}
