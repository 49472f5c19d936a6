import { addMessages } from '../../src/api/http/add-messages';
import { createReason } from '../../src/domain/reasons/reason';
import { createReasonReader } from '../../src/i18n/render-reason';

const onboarding = { steps: [{ id: 'assignEquipment', title: 'Assign equipment' }], timeZone: 'Europe/Berlin' };
const addIn = (locale: 'en' | 'de', body: unknown) => addMessages(body, createReasonReader(onboarding, locale));

const noLaptop = createReason('OutOfStock', { model: 'laptop-14' });
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
      message: 'Assign equipment failed: laptop-14 is out of stock.',
    },
    steps: [
      {
        id: 'assignEquipment',
        error: { ...noLaptop, message: 'laptop-14 is out of stock.' },
        assignees: { parties, label: 'IT or Finance' },
      },
    ],
    timeline: [
      { kind: 'failed', reason: noLaptop, message: 'laptop-14 is out of stock.', comment: 'Sorry.' },
      { kind: 'done' },
    ],
  });
  expect(addIn('de', body)).toMatchObject({
    steps: [{ error: { message: 'laptop-14 ist nicht auf Lager.' }, assignees: { label: 'IT oder Finanzen' } }],
  });
});

test('data of people and activities stays unchanged, and so do instants', () => {
  const at = new Date();
  const foreign = { reason: noLaptop, error: noLaptop };
  const body = { request: foreign, result: foreign, answers: foreign, at, steps: [{ reason: 'because', error: 7 }] };
  expect(addIn('en', body)).toEqual(body);
});
