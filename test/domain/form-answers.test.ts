import { parseFormAnswers } from '../../src/domain/form-answers';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
import type { FormField } from '../../src/domain/plan/resolved-plan';

const createField = (name: string, changes: Partial<FormField> = {}): FormField => ({
  name,
  label: name,
  type: 'text',
  required: false,
  ...changes,
});
const form: FormField[] = [
  createField('tracking', { required: true, maxLength: 5 }),
  createField('boxes', { type: 'number', minimum: 1, maximum: 9 }),
  createField('insured', { type: 'yes-no' }),
  createField('sentOn', { type: 'date' }),
  createField('carrier', { type: 'choice', choices: ['post', 'bike'] }),
];

test('valid answers are parsed; empty ones are omitted', () => {
  const answers = { tracking: 'T-1', boxes: 2, insured: false, sentOn: '2027-03-01', carrier: 'bike' };
  expect(parseFormAnswers(form, answers)).toEqual({ answers });
  expect(parseFormAnswers(form, { tracking: 'T-1', boxes: null, carrier: '' })).toEqual({
    answers: { tracking: 'T-1' },
  });
  expect(parseFormAnswers([], undefined)).toEqual({ answers: {} });
});

test('an asset tag is a code, and may be entered once, in any case', () => {
  const tags = ['first', 'second', 'third'].map((name) => createField(name, { isAssetTag: true }));
  const answers = { first: 'LT-1', second: 'LT-2' };
  expect(parseFormAnswers(tags, answers)).toEqual({ answers });
  expect(parseFormAnswers(tags, { ...answers, third: 'lt-2' })).toEqual({
    fieldErrors: [{ field: 'third', ...createReason('tag.repeated', {}) }],
  });
  expect(parseFormAnswers(tags, { first: 'LT 1' })).toEqual({
    fieldErrors: [{ field: 'first', ...createReason('format.code', {}) }],
  });
});

test.each<[field: string, value: unknown, reason: Reason]>([
  ['tracking', undefined, createReason('required', {})],
  ['tracking', 7, createReason('type.text', {})],
  ['tracking', 'T-1234', createReason('too-long', { maximum: 5, unit: 'characters' })],
  ['tracking', 'a\u0000', createReason('control-characters', {})],
  ['tracking', 'a\ud800', createReason('control-characters', {})],
  ['boxes', '2', createReason('type.number', {})],
  ['boxes', NaN, createReason('type.number', {})],
  ['boxes', 0, createReason('too-small', { minimum: 1 })],
  ['boxes', 10, createReason('too-large', { maximum: 9 })],
  ['insured', 'yes', createReason('type.yes-no', {})],
  ['sentOn', 'soon', createReason('format.date', {})],
  ['carrier', 'pigeon', createReason('choice', { allowed: ['post', 'bike'] })],
  ['colour', 'red', createReason('unknown-field', {})],
])('%s answered with %j: %j', (name, value, reason) => {
  expect(parseFormAnswers(form, { tracking: 'T-1', [name]: value })).toEqual({
    fieldErrors: [{ field: name, ...reason }],
  });
});

test('all errors are reported', () => {
  const result = parseFormAnswers(form, { boxes: 0, colour: 'red' });
  expect('fieldErrors' in result && result.fieldErrors.map(({ field: name }) => name).sort()).toEqual([
    'boxes',
    'colour',
    'tracking',
  ]);
});
