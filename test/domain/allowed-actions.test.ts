import { listAllowedChanges, listAllowedActions } from '../../src/domain/onboarding/allowed-actions';
import type { Role } from '../../src/domain/status';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';

const person = (name: string) => ({ name, email: `${name}@example.com` });
const who = (name: string, ...roles: Role[]) => ({ email: person(name).email, roles });
const HILDA = who('hilda', 'hr');
const step = (changes: Partial<StepView>): StepView => ({
  id: 'ask',
  kind: 'approval',
  title: 'Ask',
  status: 'waiting',
  after: [],
  people: [person('grace')],
  ...changes,
});
const view = (changes: Partial<OnboardingView> = {}) =>
  ({
    status: 'in-progress',
    submittedBy: person('hilda'),
    request: { employee: { personalEmail: 'ada@example.org' } },
    ...changes,
  }) as OnboardingView;

const DECIDES = ['approve', 'decline', 'delegate'];

test.each([
  ['lost', [], ['cancel']],
  ['not-started', [], []],
  ['stands-still', DECIDES, ['reschedule', 'amend', 'cancel']],
] as const)('what is %s takes %p of whom it asks, and %p of HR', (obstacleKind, answers, changes) => {
  const held = view({ status: 'needs-attention', obstacleKind });
  expect(listAllowedActions(held, step({}), who('grace'))).toEqual(answers);
  expect(listAllowedChanges(held, HILDA)).toEqual(changes);
});

test('nobody decides on their own submission, nor on their own onboarding, asked or not; others are asked in their place', () => {
  const asked = step({
    people: [person('grace'), { name: 'Ada', email: 'ada@example.org' }],
    roles: ['hr', 'finance'],
  });
  expect(listAllowedActions(view(), asked, HILDA)).toEqual(['delegate']);
  expect(listAllowedActions(view(), asked, { email: 'ada@example.org', roles: [] })).toEqual([]);
  expect(listAllowedActions(view(), asked, who('fiona', 'finance'))).toEqual(DECIDES);
  expect(listAllowedActions(view(), { ...asked, kind: 'task' }, HILDA)).toEqual(['complete', 'delegate']);
});

test('where everybody must approve, who has is asked again only for somebody else', () => {
  const by = { by: 'grace@example.com', outcome: 'approved', at: '2027-01-04T09:00:00Z', via: 'api' } as const;
  const approved = step({ approvals: [by], people: [person('fiona')], roles: ['finance'] });
  expect(listAllowedActions(view(), approved, who('grace'))).toEqual([]);
  expect(listAllowedActions(view(), approved, who('grace', 'finance'))).toEqual(['delegate']);
  expect(listAllowedActions(view(), { ...approved, people: [person('grace')] }, who('grace'))).toEqual(DECIDES);
});

test('a wait for a day takes no answer, but may be left out by who helps', () => {
  const dated = step({ kind: 'task', people: undefined, skippable: true });
  expect(listAllowedActions(view(), dated, who('ivan', 'it'))).toEqual(['skip']);
  expect(listAllowedActions(view(), dated, who('grace'))).toEqual([]);
});
