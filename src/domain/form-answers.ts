import { isMultilineText } from './text/characters';
import type { FormAnswers, FormField } from './plan/resolved-plan';

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MAX_TEXT_LENGTH = 500;

/** Validates form answers. Never throws. Written by hand, not with zod, because the workflow parses answers, too. */
export function parseFormAnswers(
  form: readonly FormField[],
  rawAnswers: unknown,
): { answers: FormAnswers } | { fieldErrors: { field: string; message: string }[] } {
  const fields = new Map<string, unknown>(
    typeof rawAnswers === 'object' && rawAnswers !== null ? Object.entries(rawAnswers) : [],
  );
  const fieldErrors = [...fields.keys()]
    .filter((name) => !form.some((field) => field.name === name))
    .map((field) => ({ field, message: 'is not asked for' }));
  const answers: FormAnswers = {};
  for (const field of form) {
    const value = fields.get(field.name);
    if (value === undefined || value === null || value === '') {
      if (field.required) fieldErrors.push({ field: field.name, message: 'must be answered' });
      continue;
    }
    const message = validateAnswer(field, value);
    if (message !== undefined) fieldErrors.push({ field: field.name, message });
    else answers[field.name] = value as string | number | boolean;
  }
  return fieldErrors.length > 0 ? { fieldErrors } : { answers };
}

function validateAnswer(field: FormField, value: unknown): string | undefined {
  switch (field.type) {
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return validateNumber(field, value);
    case 'date':
      return typeof value === 'string' && DATE_PATTERN.test(value) ? undefined : 'must be a date, YYYY-MM-DD';
    case 'choice':
      return field.choices?.some((choice) => choice === value)
        ? undefined
        : `must be one of ${(field.choices ?? []).join(', ')}`;
    case 'text':
      return validateText(field, value);
  }
}

function validateNumber({ minimum, maximum }: FormField, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (minimum !== undefined && value < minimum) return `must not be less than ${String(minimum)}`;
  if (maximum !== undefined && value > maximum) return `must not be more than ${String(maximum)}`;
  return undefined;
}

function validateText({ maxLength = MAX_TEXT_LENGTH }: FormField, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (!isMultilineText(value)) return 'must not contain control characters';
  return value.length > maxLength ? `must not be longer than ${String(maxLength)} characters` : undefined;
}
