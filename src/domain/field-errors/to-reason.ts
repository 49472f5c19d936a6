import type { z } from 'zod';
import type { FieldErrorCode } from '../reasons/catalogue';
import { createReason, isReason, type Reason } from '../reasons/reason';

type CodeWithoutParams = Extract<FieldErrorCode, 'required' | 'invalid' | `type.${string}` | `format.${string}`>;

const TYPE_CODES: Readonly<Record<string, CodeWithoutParams>> = {
  string: 'type.text',
  number: 'type.number',
  int: 'type.whole-number',
  boolean: 'type.yes-no',
  array: 'type.list',
  object: 'type.object',
  record: 'type.object',
};
const FORMAT_CODES: Readonly<Record<string, CodeWithoutParams>> = {
  email: 'format.email',
  date: 'format.date',
  datetime: 'format.instant',
  url: 'format.url',
};
const SIZE_WORDS: Readonly<Record<string, { unit: string; emptyCode: 'empty' | 'empty-list' }>> = {
  string: { unit: 'characters', emptyCode: 'empty' },
  array: { unit: 'entries', emptyCode: 'empty-list' },
};

/** Expects an issue with its input. */
export function toReason(issue: z.core.$ZodIssue): Reason {
  if (issue.input === undefined) return createReason('required', {});
  switch (issue.code) {
    case 'invalid_type':
      return createReason(TYPE_CODES[issue.expected] ?? 'invalid', {});
    case 'invalid_format':
      return createReason(FORMAT_CODES[issue.format] ?? 'invalid', {});
    case 'invalid_value':
      return createReason('choice', { allowed: issue.values.map(String) });
    case 'too_small':
      return describeTooSmall(issue);
    case 'too_big':
      return describeTooBig(issue);
    case 'custom':
      // The options of `failWith`.
      return isReason(issue.params) ? issue.params : createReason('invalid', {});
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return createReason('invalid', {});
  }
}

function describeTooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Reason {
  const emptyCode = SIZE_WORDS[origin]?.emptyCode;
  if (emptyCode === undefined) return createReason('too-small', { minimum: Number(minimum) });
  return createReason(minimum === 1 ? emptyCode : 'invalid', {});
}

function describeTooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Reason {
  const unit = SIZE_WORDS[origin]?.unit;
  if (unit === undefined) return createReason('too-large', { maximum: Number(maximum) });
  return createReason('too-long', { maximum: Number(maximum), unit });
}
