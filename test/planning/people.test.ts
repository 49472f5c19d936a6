import type { ResolvedPlan, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
import { wordProblem } from '../../src/i18n/word-problem';
import { catchRejection } from '../support/catch-rejection';
import type { OnboardingRequest } from '../../src/domain/request';
import { activity, allOf, anyOf, approval, equipmentCostsMoreThan, task } from '../../src/planning/dsl';
import type { PlanDefinition } from '../../src/planning/dsl';
import type { PlanningFacts } from '../../src/planning/planning-facts';
import { createRequest } from '../support/requests';
import {
  CARLA,
  PLANNING_FACTS,
  FIN,
  GRACE,
  HANNA,
  HUGO,
  IVO,
  NOW,
  createTestPlanner,
  getResolvedStep,
  createParty,
} from './support';

const resolve = (
  steps: PlanDefinition['steps'],
  changes: Partial<OnboardingRequest> = {},
  facts: Partial<PlanningFacts> = {},
): ResolvedPlan => createTestPlanner(steps).resolvePlan(createRequest(changes), { ...PLANNING_FACTS, ...facts });

const resolveFirstStep = (
  step: PlanDefinition['steps'][string],
  changes: Partial<OnboardingRequest> = {},
  facts: Partial<PlanningFacts> = {},
): ResolvedStep => getResolvedStep(resolve({ a: step }, changes, facts).steps, 'a');

const MANAGER_PARTY = createParty({ relations: ['manager'] });
const FINANCE_PARTY = createParty({ roles: ['finance'] });
const HR_PARTY = createParty({ roles: ['hr'] });

describe('assignees', () => {
  test.each<[string, PlanDefinition['steps'][string], object]>([
    ['the manager', approval({ from: 'manager' }), { parties: [MANAGER_PARTY], people: [GRACE], roles: [] }],
    [
      'the manager’s manager',
      approval({ from: 'managersManager' }),
      { parties: [createParty({ relations: ['managers-manager'] })], people: [CARLA], roles: [] },
    ],
    ['a role', approval({ from: 'finance' }), { parties: [FINANCE_PARTY], people: [FIN], roles: ['finance'] }],
    ['a person', approval({ from: IVO }), { parties: [createParty({ people: ['Ivo'] })], people: [IVO], roles: [] }],
    [
      'any of several, each once',
      approval({ from: anyOf('it', IVO, 'manager') }),
      {
        parties: [createParty({ people: ['Ivo'], relations: ['manager'], roles: ['it'] })],
        people: [IVO, GRACE],
        roles: ['it'],
      },
    ],
    ['a role without the submitter', approval({ from: 'hr' }), { parties: [HR_PARTY], people: [HUGO], roles: ['hr'] }],
    [
      'the new hire, for a task',
      task({ for: 'newHire' }),
      {
        parties: [createParty({ relations: ['new-hire'] })],
        people: [{ name: 'Ada Lovelace', email: createRequest().employee.personalEmail }],
        roles: [],
      },
    ],
    [
      'a task’s role, including the submitter',
      task({ for: 'hr' }),
      { parties: [HR_PARTY], people: [HANNA, HUGO], roles: ['hr'] },
    ],
  ])('%s', (_name, step, assignees) => {
    expect(resolveFirstStep(step)).toMatchObject({ assignees });
  });

  test('allOf: each party separately, and their union', () => {
    const either = createParty({ roles: ['finance', 'hr'] });
    expect(resolveFirstStep(approval({ from: allOf('manager', anyOf('finance', 'hr')) }))).toMatchObject({
      assignees: { parties: [MANAGER_PARTY, either], people: [GRACE, FIN, HUGO], roles: ['finance', 'hr'] },
      allOf: [
        { parties: [MANAGER_PARTY], people: [GRACE], roles: [] },
        { parties: [either], people: [FIN, HUGO], roles: ['finance', 'hr'] },
      ],
    });
  });

  test('a skipped step has no assignees', () => {
    const step = approval({
      from: 'finance',
      when: equipmentCostsMoreThan(1),
      escalateAfter: '1 business day',
      escalateTo: 'hr',
    });
    const skipped = resolveFirstStep(step, {}, { people: [] });
    expect(skipped).toMatchObject({ assignees: { parties: [], people: [], roles: [] } });
    expect(skipped).not.toHaveProperty('escalation');
  });
});

describe('nobody approves their own submission or onboarding', () => {
  const employee = { ...createRequest().employee, personalEmail: IVO.email };
  test.each<
    [string, PlanDefinition['steps'][string], Partial<OnboardingRequest>, Partial<PlanningFacts>, string, Reason]
  >([
    [
      'a manager who submits',
      approval({ from: 'manager' }),
      {},
      { submittedBy: GRACE },
      'the manager',
      createReason('no-assignee.submitter', {}),
    ],
    [
      'a named person who submits',
      approval({ from: IVO }),
      {},
      { submittedBy: IVO },
      'Ivo',
      createReason('no-assignee.submitter', {}),
    ],
    ['the new hire', approval({ from: 'it' }), { employee }, {}, 'IT', createReason('no-assignee.new-hire', {})],
    [
      'one party of several',
      approval({ from: allOf('finance', 'manager') }),
      {},
      { submittedBy: GRACE },
      'the manager',
      createReason('no-assignee.submitter', {}),
    ],
    [
      'a role that nobody has',
      approval({ from: 'finance' }),
      {},
      { people: [] },
      'Finance',
      createReason('no-assignee.role', {}),
    ],
    [
      'a manager without a manager',
      approval({ from: 'managersManager' }),
      {},
      { people: [] },
      'the manager’s manager',
      createReason('no-assignee.managers-manager', { manager: 'Grace Hopper' }),
    ],
    [
      'a task for a role that nobody has',
      task({ for: 'it' }),
      {},
      { people: [] },
      'IT',
      createReason('no-assignee.role', {}),
    ],
    ['a task for the new hire', task({ for: 'it' }), { employee }, {}, 'IT', createReason('no-assignee.new-hire', {})],
  ])('%s', (_name, step, changes, facts, assignees, obstacle) => {
    const rejection = catchRejection(() => resolveFirstStep(step, changes, facts));
    expect(rejection).toMatchObject({
      code: 'not-plannable',
      reason: { code: 'not-plannable.no-assignee', params: { step: 'a', obstacle } },
    });
    expect(wordProblem(rejection, 'en').detail).toContain(`No one can be assigned to A (${assignees}). `);
  });

  test('excluded people are omitted if others remain', () => {
    expect(resolveFirstStep(approval({ from: anyOf('manager', 'finance') }), {}, { submittedBy: GRACE })).toMatchObject(
      {
        assignees: { people: [FIN] },
      },
    );
  });

  test('escalation excludes them; without a target, it goes to the contacts', () => {
    const step = approval({ from: 'manager', escalateAfter: '2 business days', escalateTo: 'hr' });
    expect(resolveFirstStep(step)).toMatchObject({
      escalation: { escalateAfter: 2, escalateTo: { people: [HUGO], roles: ['hr'] } },
    });
    const alone = resolveFirstStep(
      step,
      {},
      { people: PLANNING_FACTS.people.filter(({ email }) => email !== HUGO.email) },
    );
    expect(alone).toMatchObject({ escalation: { escalateAfter: 2, escalateTo: undefined } });
  });

  test('excluded people are not substitutes', () => {
    const absences = [{ email: GRACE.email, from: '2027-01-01', to: '2027-01-31', deputy: HANNA }];
    expect(resolveFirstStep(approval({ from: 'manager' }), {}, { absences })).toMatchObject({
      reminderSchedule: { substitutes: [] },
    });
    expect(resolveFirstStep(task({ for: 'manager' }), {}, { absences })).toMatchObject({
      reminderSchedule: { substitutes: [{ deputy: HANNA }] },
    });
  });
});

describe('tasks', () => {
  const ship = task({
    for: 'it',
    title: 'Ship it',
    instructions: ({ request }) => `For **${request.job.title}**`,
    remindAfter: '1 business day',
    skippable: true,
    redoWhenRescheduled: true,
    undoTask: { title: 'Collect it', for: 'finance', instructions: 'Fetch it.' },
  });

  test('contain everything that the workflow needs', () => {
    expect(resolveFirstStep(ship)).toMatchObject({
      kind: 'task',
      title: 'Ship it',
      instructions: 'For **Engineer**',
      escalation: { remindAfter: 1 },
      skippable: true,
      redo: 'again',
      timing: { leadDays: 1, due: { kind: 'dayOneStart', hours: 0 } },
      undoTask: { title: 'Collect it', instructions: 'Fetch it.', assignees: { people: [FIN], roles: ['finance'] } },
    });
  });

  test('undo tasks and branches without assignees go to the contacts', () => {
    const people = PLANNING_FACTS.people.filter(({ email }) => email !== FIN.email);
    const escalationContacts = [HANNA, HUGO, IVO];
    expect(resolveFirstStep(ship, {}, { people })).toMatchObject({
      undoTask: { assignees: { parties: [FINANCE_PARTY], people: escalationContacts } },
    });
    const steps = { a: activity('x', { onFailure: { E: 'b' } }), b: task({ for: 'finance', only: 'as a branch' }) };
    expect(getResolvedStep(resolve(steps, {}, { people }).steps, 'b')).toMatchObject({
      branch: true,
      assignees: { parties: [FINANCE_PARTY], people: escalationContacts, roles: ['finance'] },
    });
  });

  test('failure owners: those named, else the escalation contacts', () => {
    const ownedActivity = activity('x', { owner: 'it', decideWithin: '2 business days', essential: false });
    expect(resolveFirstStep(ownedActivity)).toMatchObject({
      owner: { people: [IVO] },
      decideWithin: 2,
      essential: false,
    });
    expect(resolveFirstStep(ownedActivity, {}, { people: [] })).toMatchObject({ owner: undefined, decideWithin: 2 });
  });
});

describe('waits that open with the submission are scheduled with it', () => {
  const durations = { remindAfter: '1 business day', expireAfter: '3 business days' } as const;
  const plan = {
    first: approval({ from: 'manager', ...durations }),
    skipped: approval({ from: 'finance', when: equipmentCostsMoreThan(3000), after: ['first'] }),
    behind: approval({ from: 'it', after: ['skipped'], ...durations }),
    later: approval({ from: 'it', after: ['first'], ...durations }),
    dated: task({ for: 'it', start: { kind: 'businessDays', count: -5 }, remindAfter: '1 business day' }),
    work: activity('x', { onFailure: { E: 'branch' } }),
    branch: task({ for: 'it', only: 'as a branch', remindAfter: '1 business day' }),
  };
  const reminderSchedule = { remindAt: '2027-01-12T10:00:00Z', expireAt: '2027-01-14T10:00:00Z', substitutes: [] };

  test('steps without predecessors, or after skipped steps only', () => {
    expect(NOW).toBe('2027-01-11T10:00:00Z');
    const { steps } = resolve(plan);
    const schedules = steps.map((step) => [step.id, step.kind === 'activity' ? undefined : step.reminderSchedule]);
    expect(Object.fromEntries(schedules)).toEqual({ first: reminderSchedule, behind: reminderSchedule });
    const expensive = resolve(plan, { equipment: ['laptop', 'laptop'] });
    expect(getResolvedStep(expensive.steps, 'behind')).not.toHaveProperty('reminderSchedule');
  });
});
