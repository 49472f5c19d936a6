import { createFieldError } from '../../src/domain/field-errors/field-error';
import { createReason } from '../../src/domain/reasons/reason';
import { wordProblem } from '../../src/i18n/word-problem';
import { FirstdayError } from '../../src/lib/errors';

const TOO_LATE = new FirstdayError(
  'not-possible',
  createReason('not-possible', { fields: ['job.title'] }),
  [createFieldError('job.title', 'change.after-first-day', {})],
  {},
  { steps: [{ id: 'claimUsername', title: 'Create accounts' }], timeZone: 'Europe/Berlin' },
);

test('title, detail and errors are in the language of the reader', () => {
  const [error] = TOO_LATE.fields;
  expect(wordProblem(TOO_LATE, 'en')).toEqual({
    title: 'This is not possible for this onboarding at the moment.',
    detail: 'These fields can no longer be changed: Job title.',
    errors: [{ ...error, message: 'The accounts are active: this can no longer be changed in the onboarding' }],
  });
  expect(wordProblem(TOO_LATE, 'de')).toEqual({
    title: 'Das ist bei diesem Onboarding zurzeit nicht möglich.',
    detail: 'Diese Felder lassen sich nicht mehr ändern: Stellenbezeichnung.',
    errors: [{ ...error, message: 'Die Konten sind aktiv: Das lässt sich im Onboarding nicht mehr ändern' }],
  });
});

test('without a reason, the detail is the title', () => {
  const { title, detail, errors } = wordProblem(new FirstdayError('closed'), 'en');
  expect([title, detail, errors]).toEqual(['This onboarding has ended.', title, []]);
});

test.each([
  [createFieldError('rows', 'too-long', { maximum: 1, unit: 'entries' }), 'At most 1 entry', 'Höchstens 1 Eintrag'],
  [
    createFieldError('note', 'too-long', { maximum: 2_000, unit: 'characters' }),
    'At most 2,000 characters',
    'Höchstens 2.000 Zeichen',
  ],
  [
    createFieldError('job.employmentType', 'choice', { allowed: ['employee', 'contractor', 'intern'] }),
    'Must be employee, contractor or intern',
    'Zulässig: employee, contractor oder intern',
  ],
  [
    createFieldError('startDate', 'start-date.in-past', { today: '2027-01-11' }),
    'Must not be in the past (today is 11 Jan 2027)',
    'Darf nicht in der Vergangenheit liegen (heute ist der 11.01.2027)',
  ],
  [
    createFieldError('(row)', 'row.rejected', { problem: 'closed' }),
    'This onboarding has ended.',
    'Dieses Onboarding ist beendet.',
  ],
])('%j is worded', (error, english, german) => {
  const words = (['en', 'de'] as const).map((locale) => {
    const { errors } = wordProblem(new FirstdayError('invalid-request', undefined, [error]), locale);
    return errors[0]?.message;
  });
  expect(words).toEqual([english, german]);
});
