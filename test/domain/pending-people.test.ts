import type { StepStatus } from '../../src/domain/status';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { listPendingPeople } from '../../src/domain/onboarding/pending-people';

const person = (name: string) => ({ name, email: `${name}@example.com` });
const step = (status: StepStatus, ...names: string[]): StepView => ({
  id: status,
  kind: 'task',
  title: status,
  status,
  after: [],
  people: names.map(person),
});
const ending = { outcome: 'cancelled', reason: 'Offer withdrawn' };
const view = (steps: StepView[], changes: Partial<OnboardingView> = {}) => ({ steps, ...changes }) as OnboardingView;

test.each<[StepStatus, boolean, boolean]>([
  ['waiting', true, false],
  ['failed', true, false],
  ['undo-failed', true, true],
  ['undoing', true, true],
  ['pending', false, false],
  ['running', false, false],
  ['done', false, false],
  ['skipped', false, false],
  ['undone', false, false],
])('a step that is %s asks people: %s; while it is ending: %s', (status, asks, asksAtTheEnd) => {
  expect(listPendingPeople(view([step(status, 'ada')]))).toEqual(asks ? ['ada@example.com'] : []);
  expect(listPendingPeople(view([step(status, 'ada')], { ending }))).toEqual(asksAtTheEnd ? ['ada@example.com'] : []);
});

test('each person is named once; a wait for a date names nobody', () => {
  const dated: StepView = { ...step('waiting'), people: undefined };
  expect(listPendingPeople(view([step('waiting', 'ada', 'grace'), step('failed', 'grace'), dated]))).toEqual([
    'ada@example.com',
    'grace@example.com',
  ]);
});
