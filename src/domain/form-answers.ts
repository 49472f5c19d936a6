import { isProse } from './text/characters';
import type { Answers, FormField } from './plan/types';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_TEXT = 500;

/**
 * The answers to a form, or what is wrong with each of them. By hand and not with zod, because the workflow reads them too.
 * Never throws.
 */
export function readAnswers(
  form: readonly FormField[],
  given: unknown,
): { answers: Answers } | { faults: { field: string; message: string }[] } {
  const fields = new Map<string, unknown>(typeof given === 'object' && given !== null ? Object.entries(given) : []);
  const faults = [...fields.keys()]
    .filter((name) => !form.some((field) => field.name === name))
    .map((field) => ({ field, message: 'is not asked for' }));
  const answers: Answers = {};
  for (const field of form) {
    const value = fields.get(field.name);
    if (value === undefined || value === null || value === '') {
      if (field.required) faults.push({ field: field.name, message: 'must be answered' });
      continue;
    }
    const message = faultOf(field, value);
    if (message !== undefined) faults.push({ field: field.name, message });
    else answers[field.name] = value as string | number | boolean;
  }
  return faults.length > 0 ? { faults } : { answers };
}

function faultOf(field: FormField, value: unknown): string | undefined {
  switch (field.type) {
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return numberFault(field, value);
    case 'date':
      return typeof value === 'string' && DATE.test(value) ? undefined : 'must be a date, YYYY-MM-DD';
    case 'choice':
      return field.choices?.some((choice) => choice === value)
        ? undefined
        : `must be one of ${(field.choices ?? []).join(', ')}`;
    case 'text':
      return textFault(field, value);
  }
}

function numberFault({ minimum, maximum }: FormField, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (minimum !== undefined && value < minimum) return `must not be less than ${String(minimum)}`;
  if (maximum !== undefined && value > maximum) return `must not be more than ${String(maximum)}`;
  return undefined;
}

function textFault({ maxLength = LONGEST_TEXT }: FormField, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (!isProse(value)) return 'must not contain control characters';
  return value.length > maxLength ? `must not be longer than ${String(maxLength)} characters` : undefined;
}
