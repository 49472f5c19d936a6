import { parseFormAnswers } from '../../src/domain/form-answers';
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

test.each<[field: string, value: unknown, message: string]>([
  ['tracking', undefined, 'must be answered'],
  ['tracking', 7, 'must be text'],
  ['tracking', 'T-1234', 'must not be longer than 5 characters'],
  ['tracking', 'a\u0000', 'must not contain control characters'],
  ['tracking', 'a\ud800', 'must not contain control characters'],
  ['boxes', '2', 'must be a number'],
  ['boxes', NaN, 'must be a number'],
  ['boxes', 0, 'must not be less than 1'],
  ['boxes', 10, 'must not be more than 9'],
  ['insured', 'yes', 'must be true or false'],
  ['sentOn', 'soon', 'must be a date, YYYY-MM-DD'],
  ['carrier', 'pigeon', 'must be one of post, bike'],
  ['colour', 'red', 'is not asked for'],
])('%s answered with %j %s', (name, value, message) => {
  expect(parseFormAnswers(form, { tracking: 'T-1', [name]: value })).toEqual({
    fieldErrors: [{ field: name, message }],
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
