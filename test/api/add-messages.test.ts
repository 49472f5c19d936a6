import { addMessages } from '../../src/api/http/add-messages';
import { createReason } from '../../src/domain/reasons/reason';
import { createReasonReader } from '../../src/i18n/render-reason';

const onboarding = { steps: [{ id: 'assignEquipment', title: 'Assign equipment' }], timeZone: 'Europe/Berlin' };
const addIn = (locale: 'en' | 'de', body: unknown) => addMessages(body, createReasonReader(onboarding, locale));

const noLaptop = createReason('OutOfStock', { missing: ['laptop-14'] });
const failed = createReason('step-failed', { step: 'assignEquipment', cause: noLaptop });
const parties = [{ people: [], relations: [], roles: ['it' as const, 'finance' as const] }];

test('every reason of an answer has its words in the language of the caller', () => {
  const body = {
    termination: { outcome: 'rolled-back', reason: failed },
    steps: [{ id: 'assignEquipment', error: noLaptop, assignees: { parties } }],
    timeline: [{ kind: 'failed', reason: noLaptop, comment: 'Sorry.' }, { kind: 'done' }],
  };
  expect(addIn('en', body)).toEqual({
    termination: {
      outcome: 'rolled-back',
      reason: failed,
      message: 'Assign equipment failed: Not in stock: 1 × laptop-14.',
    },
    steps: [
      {
        id: 'assignEquipment',
        error: { ...noLaptop, message: 'Not in stock: 1 × laptop-14.' },
        assignees: { parties, label: 'IT or Finance' },
      },
    ],
    timeline: [
      { kind: 'failed', reason: noLaptop, message: 'Not in stock: 1 × laptop-14.', comment: 'Sorry.' },
      { kind: 'done' },
    ],
  });
  expect(addIn('de', body)).toMatchObject({
    steps: [{ error: { message: 'Nicht auf Lager: 1 × laptop-14.' }, assignees: { label: 'IT oder Finanzen' } }],
  });
});

test('data of people and activities stays unchanged, and so do instants', () => {
  const at = new Date();
  const foreign = { reason: noLaptop, error: noLaptop };
  const body = { request: foreign, result: foreign, answers: foreign, at, steps: [{ reason: 'because', error: 7 }] };
  expect(addIn('en', body)).toEqual(body);
});
