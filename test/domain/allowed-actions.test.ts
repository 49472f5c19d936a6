import { listAllowedChanges, listAllowedActions } from '../../src/domain/onboarding/allowed-actions';
import type { Role } from '../../src/domain/status';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { createReason } from '../../src/domain/reasons/reason';

const createPerson = (name: string) => ({ name, email: `${name}@example.com` });
const createPrincipal = (name: string, ...roles: Role[]) => ({ email: createPerson(name).email, roles });
const HILDA = createPrincipal('hilda', 'hr');
const createStepView = (changes: Partial<StepView>): StepView => ({
  id: 'ask',
  kind: 'approval',
  title: 'Ask',
  status: 'waiting',
  after: [],
  people: [createPerson('grace')],
  ...changes,
});
const createView = (changes: Partial<OnboardingView> = {}) =>
  ({
    status: 'in-progress',
    submittedBy: createPerson('hilda'),
    request: { employee: { personalEmail: 'ada@example.org' }, manager: createPerson('grace') },
    ...changes,
  }) as OnboardingView;

const APPROVER_ACTIONS = ['approve', 'decline', 'delegate'];

test.each([
  ['orphaned', [], ['cancel']],
  ['not-started', [], []],
  ['stuck', APPROVER_ACTIONS, ['reschedule', 'amend', 'cancel']],
] as const)('if %s, the assignee may %p and HR may %p', (kind, answers, changes) => {
  const incident = { kind, reason: createReason('incident-resolved.started', {}) };
  const viewWithIncident = createView({ status: 'needs-attention', incident });
  expect(listAllowedActions(viewWithIncident, createStepView({}), createPrincipal('grace'))).toEqual(answers);
  expect(listAllowedChanges(viewWithIncident, HILDA)).toEqual(changes);
});

test('submitter and new hire never approve; the submitter may delegate', () => {
  const approvalStep = createStepView({
    people: [createPerson('grace'), { name: 'Ada', email: 'ada@example.org' }],
    roles: ['hr', 'finance'],
  });
  expect(listAllowedActions(createView(), approvalStep, HILDA)).toEqual(['remind', 'delegate']);
  expect(listAllowedActions(createView(), approvalStep, { email: 'ada@example.org', roles: [] })).toEqual([]);
  expect(listAllowedActions(createView(), approvalStep, createPrincipal('fiona', 'finance'))).toEqual(APPROVER_ACTIONS);
  expect(listAllowedActions(createView(), { ...approvalStep, kind: 'task' }, HILDA)).toEqual([
    'complete',
    'remind',
    'delegate',
  ]);
});

test('with allOf, a person approves again only for another party', () => {
  const by = { by: 'grace@example.com', outcome: 'approved', at: '2027-01-04T09:00:00Z', via: 'api' } as const;
  const approved = createStepView({ approvals: [by], people: [createPerson('fiona')], roles: ['finance'] });
  expect(listAllowedActions(createView(), approved, createPrincipal('grace'))).toEqual(['remind']);
  expect(listAllowedActions(createView(), approved, createPrincipal('grace', 'finance'))).toEqual([
    'remind',
    'delegate',
  ]);
  expect(
    listAllowedActions(createView(), { ...approved, people: [createPerson('grace')] }, createPrincipal('grace')),
  ).toEqual(APPROVER_ACTIONS);
});

test.each([
  ['a failed essential step', { status: 'failed' }, ['retry', 'done', 'rollback']],
  [
    'a failed step that is not essential',
    { status: 'failed', essential: false },
    ['retry', 'done', 'skip', 'rollback'],
  ],
  ['a failed undo', { status: 'undo-failed', error: { code: 'Timeout', params: {} } }, ['retry', 'done', 'accept']],
  [
    'an undo by hand',
    { status: 'undo-failed', error: { code: 'MadeByHand', params: { by: 'ivan' } } },
    ['done', 'accept'],
  ],
] as const)('%s has its own resolutions', (_name, changes, expected) => {
  const step = createStepView({ kind: 'activity', ...changes });
  expect(listAllowedActions(createView(), step, createPrincipal('hilda', 'hr'))).toEqual(expected);
});

test('a step waiting for its date has no answers, but may be skipped', () => {
  const dated = createStepView({ kind: 'task', people: undefined, skippable: true });
  expect(listAllowedActions(createView(), dated, createPrincipal('ivan', 'it'))).toEqual(['skip']);
  expect(listAllowedActions(createView(), dated, createPrincipal('grace'))).toEqual([]);
});
