import type { StepStatus } from '../../src/domain/status';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { listPendingEmails } from '../../src/domain/onboarding/pending-people';

const createPerson = (name: string) => ({ name, email: `${name}@example.com` });
const createPendingStep = (status: StepStatus, ...names: string[]): StepView => ({
  id: status,
  kind: 'task',
  title: status,
  status,
  after: [],
  people: names.map(createPerson),
});
const termination = { outcome: 'cancelled', comment: 'Offer withdrawn' };
const createView = (steps: StepView[], changes: Partial<OnboardingView> = {}) =>
  ({ steps, ...changes }) as OnboardingView;

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
])('a step that is %s is pending: %s; during a termination: %s', (status, isPending, isPendingWhileTerminating) => {
  expect(listPendingEmails(createView([createPendingStep(status, 'ada')]))).toEqual(
    isPending ? ['ada@example.com'] : [],
  );
  expect(listPendingEmails(createView([createPendingStep(status, 'ada')], { termination }))).toEqual(
    isPendingWhileTerminating ? ['ada@example.com'] : [],
  );
});

test('each person is listed once; a step waiting for its date has none', () => {
  const dated: StepView = { ...createPendingStep('waiting'), people: undefined };
  expect(
    listPendingEmails(
      createView([createPendingStep('waiting', 'ada', 'grace'), createPendingStep('failed', 'grace'), dated]),
    ),
  ).toEqual(['ada@example.com', 'grace@example.com']);
});
