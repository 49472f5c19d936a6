import { REASONS, type ReasonCode } from '../../src/domain/reasons/catalogue';
import type { ParamKind, ParamTypes } from '../../src/domain/reasons/param-kinds';
import { createReason, type Reason, type ReasonParam } from '../../src/domain/reasons/reason';
import { reasonSchema } from '../../src/domain/reasons/reason-schema';
import { LOCALES } from '../../src/i18n/locales';
import { createReasonReader, renderReason } from '../../src/i18n/render-reason';

const onboarding = {
  steps: [
    { id: 'assignEquipment', title: 'Assign equipment' },
    { id: 'managerApproval', title: 'Manager approval' },
  ],
  timeZone: 'Europe/Berlin',
};
const [english, german] = (['en', 'de'] as const).map(
  (locale) => (reason: Reason) => renderReason(reason, createReasonReader(onboarding, locale)),
) as [(reason: Reason) => string, (reason: Reason) => string];

const SAMPLES: { [Kind in ParamKind]: ParamTypes[Kind] } = {
  text: 'sample',
  'localized-text': { en: 'sample', de: 'Beispiel' },
  number: 1,
  instant: '2027-03-01T08:00:00Z',
  date: '2027-03-01',
  step: 'assignEquipment',
  steps: ['managerApproval', 'assignEquipment'],
  'step-status': 'waiting',
  'step-outcome': 'approved',
  'onboarding-status': 'completed',
  roles: ['hr', 'it'],
  resolution: 'retry',
  resolutions: ['retry', 'accept'],
  notification: 'reminder',
  'employment-types': ['contractor', 'intern'],
  fields: ['startDate', 'employee.phone'],
  names: ['tag', 'weight'],
  items: ['laptop-14', 'monitor-27', 'laptop-14'],
  choices: ['employee', 'intern'],
  problem: 'not-plannable',
  assignees: [{ people: ['Carla Cole'], relations: ['manager'], roles: ['hr'] }],
  reason: createReason('NoAccounts', {}),
};

const createSample = (code: string): Reason => {
  const kinds: Readonly<Record<string, ParamKind>> = REASONS[code as ReasonCode];
  const params = Object.entries(kinds).map(([name, kind]): [string, ReasonParam] => [name, SAMPLES[kind]]);
  return { code, params: Object.fromEntries(params) };
};

test.each(Object.keys(REASONS))('%s has words in every language, and is plain data', (code) => {
  const sample = createSample(code);
  for (const locale of LOCALES) {
    const text = renderReason(sample, createReasonReader(onboarding, locale));
    expect(text).not.toBe(code);
    expect(text).not.toMatch(/[{}]|\[object|undefined/);
  }
  expect(reasonSchema.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
});

const NO_LAPTOP = createReason('OutOfStock', { missing: ['laptop-14'] });

test.each([
  [
    createReason('already-decided', { outcome: 'approved', by: 'grace@example.com', at: '2027-03-01T08:00:00Z' }),
    'Already approved by grace@example.com on 1 Mar 2027, 09:00.',
    'Bereits genehmigt von grace@example.com am 01.03.2027, 09:00.',
  ],
  [
    createReason('step-failed', { step: 'assignEquipment', cause: NO_LAPTOP }),
    'Assign equipment failed: Not in stock: 1 × laptop-14.',
    'Assign equipment ist fehlgeschlagen: Nicht auf Lager: 1 × laptop-14.',
  ],
  [
    createReason('not-waiting.step-status', { step: 'managerApproval', status: 'done' }),
    'Manager approval is not pending. Its status is “Done”.',
    'Manager approval steht nicht aus. Der Status ist „Erledigt“.',
  ],
  [
    createReason('skipped.condition', {
      condition: createReason('condition.equipment-costs-more-than', { amount: 3000 }),
    }),
    'Only if the equipment costs more than 3,000',
    'Nur bei: Ausstattung über 3.000',
  ],
  [
    createReason('start-date-moved', { from: '2027-03-01', to: '2027-04-01' }),
    'from 1 Mar 2027 to 1 Apr 2027',
    'vom 01.03.2027 auf den 01.04.2027',
  ],
  [
    createReason('not-possible', { fields: [] }),
    'This change is not possible now.',
    'Diese Änderung ist jetzt nicht möglich.',
  ],
  [
    createReason('fields-changed', { fields: ['employee.phone', 'badge'] }),
    'changed: Phone and badge',
    'geändert: Telefon und badge',
  ],
])('%j is worded for its reader', (reason, inEnglish, inGerman) => {
  expect([english(reason), german(reason)]).toEqual([inEnglish, inGerman]);
});

test.each([
  [[], 'Nothing is left to undo.', 'Es gibt nichts mehr zurückzunehmen.'],
  [['assignEquipment'], 'Not undone yet: Assign equipment.', 'Noch nicht zurückgenommen: Assign equipment.'],
])('an orphaned onboarding holds %j', (heldSteps, inEnglish, inGerman) => {
  const reason = createReason('orphaned.terminated', { heldSteps });
  expect(english(reason)).toBe(`The workflow was terminated in Temporal. ${inEnglish}`);
  expect(german(reason)).toBe(`Der Workflow wurde in Temporal beendet. ${inGerman}`);
});

test('the parties of assignees are joined by “and”, their alternatives by “or”', () => {
  const assignees = [
    { people: [], relations: ['managers-manager' as const], roles: ['hr' as const] },
    { people: ['Carla Cole'], relations: [], roles: [] },
  ];
  const reason = createReason('escalated-to', { assignees });
  expect(english(reason)).toBe('to the manager’s manager or HR and Carla Cole');
  expect(german(reason)).toBe('an die nächsthöhere Führungskraft oder HR und Carla Cole');
});

test.each([
  [
    'of another author, with a text',
    { code: 'DeskTaken', params: { message: 'The desk is taken.' } },
    'The desk is taken.',
  ],
  ['of another author, without a text', { code: 'DeskTaken', params: { desk: 7 } }, 'DeskTaken'],
  ['without its parameter', { code: 'OutOfStock', params: { message: 'none left' } }, 'none left'],
  ['with a parameter of another kind', { code: 'step-failed', params: { step: 'a', cause: 'no' } }, 'step-failed'],
  ['with an impossible instant', { code: 'deadline-missed', params: { deadline: 'soon' } }, 'deadline-missed'],
  ['named like an inherited property', { code: 'toString', params: {} }, 'toString'],
])('a reason %s is shown as far as it is known', (_what, reason, expected) => {
  expect([english(reason), german(reason)]).toEqual([expected, expected]);
});

test('an older value of a parameter stays as it is', () => {
  const reason = { code: 'resolution', params: { action: 'postpone' } };
  expect(english(reason)).toBe('postpone');
});

test('text of people is no message', () => {
  const reason = createReason('delegated-to', { email: '{step}, plural' });
  expect(english(reason)).toBe('to {step}, plural');
});
