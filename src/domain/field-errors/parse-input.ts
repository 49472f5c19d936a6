import type { z } from 'zod';
import type { FieldError } from './field-error';
import { toReason } from './to-reason';

const MAX_FIELD_ERRORS = 100;
const MAX_FIELD_PATH_LENGTH = 200;

export type ParsedInput<Value> =
  { data: Value; fieldErrors?: undefined } | { data?: undefined; fieldErrors: FieldError[] };

/** Validates a value. Refinements of the schema need a code: `failWith`. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): ParsedInput<z.output<Schema>> {
  // `reportInput`: only the input tells a missing field from one of another type.
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? { data: parsed.data } : { fieldErrors: toFieldErrors(parsed.error) };
}

/** An unknown field is named itself, not its parent object. */
const toFieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) => listFieldErrors(issue)).slice(0, MAX_FIELD_ERRORS);

function listFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const { path } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ field: formatFieldPath(path), ...toReason(issue) }];
  return issue.keys.map((key) => ({ field: formatFieldPath([...path, key]), code: 'unknown-field', params: {} }));
}

const formatFieldPath = (path: PropertyKey[]) => path.map(String).join('.').slice(0, MAX_FIELD_PATH_LENGTH) || '(body)';
