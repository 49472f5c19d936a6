import { createFieldError, type FieldError } from './field-errors/field-error';
import { createReason, type Reason } from './reasons/reason';
import { isMultilineText } from './text/characters';
import type { FormAnswers, FormField } from './plan/resolved-plan';

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MAX_TEXT_LENGTH = 500;
const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Validates form answers. Never throws. Written by hand, not with zod, because the workflow parses answers, too. */
export function parseFormAnswers(
  form: readonly FormField[],
  rawAnswers: unknown,
): { answers: FormAnswers } | { fieldErrors: FieldError[] } {
  const fields = new Map<string, unknown>(
    typeof rawAnswers === 'object' && rawAnswers !== null ? Object.entries(rawAnswers) : [],
  );
  const fieldErrors: FieldError[] = [...fields.keys()]
    .filter((name) => !form.some((field) => field.name === name))
    .map((name) => createFieldError(name, 'unknown-field', {}));
  const answers: FormAnswers = {};
  for (const field of form) {
    const value = fields.get(field.name);
    if (value === undefined || value === null || value === '') {
      if (field.required) fieldErrors.push(createFieldError(field.name, 'required', {}));
      continue;
    }
    const reason = checkAnswer(field, value);
    if (reason !== undefined) fieldErrors.push({ field: field.name, ...reason });
    else answers[field.name] = value as string | number | boolean;
  }
  fieldErrors.push(...findRepeatedTags(form, answers));
  return fieldErrors.length > 0 ? { fieldErrors } : { answers };
}

/** Lists the answered questions for the asset tags of new items. */
export const listAssetTags = (form: readonly FormField[], answers: FormAnswers): { field: string; tag: string }[] =>
  form.flatMap(({ name, isAssetTag }) => {
    const tag = answers[name];
    return isAssetTag === true && typeof tag === 'string' ? [{ field: name, tag }] : [];
  });

/** Tags are compared without regard to case, as in the inventory. */
function findRepeatedTags(form: readonly FormField[], answers: FormAnswers): FieldError[] {
  const tags = listAssetTags(form, answers).map(({ field, tag }) => ({ field, tag: tag.toLowerCase() }));
  return tags
    .filter(({ tag }, index) => tags.findIndex((other) => other.tag === tag) < index)
    .map(({ field }) => createFieldError(field, 'tag.repeated', {}));
}

function checkAnswer(field: FormField, value: unknown): Reason | undefined {
  switch (field.type) {
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : createReason('type.yes-no', {});
    case 'number':
      return checkNumber(field, value);
    case 'date':
      return typeof value === 'string' && DATE_PATTERN.test(value) ? undefined : createReason('format.date', {});
    case 'choice':
      return field.choices?.some((choice) => choice === value)
        ? undefined
        : createReason('choice', { allowed: field.choices ?? [] });
    case 'text':
      return checkText(field, value);
  }
}

function checkNumber({ minimum, maximum }: FormField, value: unknown): Reason | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return createReason('type.number', {});
  if (minimum !== undefined && value < minimum) return createReason('too-small', { minimum });
  return maximum !== undefined && value > maximum ? createReason('too-large', { maximum }) : undefined;
}

function checkText({ maxLength = MAX_TEXT_LENGTH, isAssetTag }: FormField, value: unknown): Reason | undefined {
  if (typeof value !== 'string') return createReason('type.text', {});
  if (!isMultilineText(value)) return createReason('control-characters', {});
  if (isAssetTag === true && !CODE_PATTERN.test(value)) return createReason('format.code', {});
  return value.length > maxLength ? createReason('too-long', { maximum: maxLength, unit: 'characters' }) : undefined;
}
