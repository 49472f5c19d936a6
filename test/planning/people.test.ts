import type { ResolvedPlan, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { activity, allOf, anyOf, approval, equipmentCostsMoreThan, task } from '../../src/planning/dsl';
import type { PlanDefinition } from '../../src/planning/dsl';
import type { PlanningFacts } from '../../src/planning/planner';
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
} from './support';

const resolve = (
  steps: PlanDefinition['steps'],
  changes: Partial<OnboardingRequest> = {},
  facts: Partial<PlanningFacts> = {},
): ResolvedPlan => createTestPlanner(steps).resolvePlan(createRequest(changes), { ...PLANNING_FACTS, ...facts });

const first = (
  step: PlanDefinition['steps'][string],
  changes: Partial<OnboardingRequest> = {},
  facts: Partial<PlanningFacts> = {},
): ResolvedStep => getResolvedStep(resolve({ a: step }, changes, facts).steps, 'a');

describe('who is asked', () => {
  test.each<[string, PlanDefinition['steps'][string], object]>([
    ['the manager', approval({ from: 'manager' }), { label: 'manager', people: [GRACE], roles: [] }],
    [
      'the manager’s manager',
      approval({ from: 'managersManager' }),
      { label: 'the manager’s manager', people: [CARLA], roles: [] },
    ],
    ['a role', approval({ from: 'finance' }), { label: 'finance', people: [FIN], roles: ['finance'] }],
    ['a person', approval({ from: IVO }), { label: 'Ivo', people: [IVO], roles: [] }],
    [
      'any of them, each once',
      approval({ from: anyOf('it', IVO, 'manager') }),
      { label: 'it or Ivo or manager', people: [IVO, GRACE], roles: ['it'] },
    ],
    ['a role without who submitted', approval({ from: 'hr' }), { label: 'hr', people: [HUGO], roles: ['hr'] }],
    [
      'the new hire, for what is theirs to do',
      task({ for: 'newHire' }),
      {
        label: 'the new hire',
        people: [{ name: 'Ada Lovelace', email: createRequest().employee.personalEmail }],
        roles: [],
      },
    ],
    ['a task’s role, whoever submitted', task({ for: 'hr' }), { label: 'hr', people: [HANNA, HUGO], roles: ['hr'] }],
  ])('%s', (_name, step, assignees) => {
    expect(first(step)).toMatchObject({ assignees });
  });

  test('all of them: each party by itself, and everybody together', () => {
    expect(first(approval({ from: allOf('manager', anyOf('finance', 'hr')) }))).toMatchObject({
      assignees: { label: 'manager and finance or hr', people: [GRACE, FIN, HUGO], roles: ['finance', 'hr'] },
      allOf: [
        { label: 'manager', people: [GRACE], roles: [] },
        { label: 'finance or hr', people: [FIN, HUGO], roles: ['finance', 'hr'] },
      ],
    });
  });

  test('in a skipped step nobody, whether there is somebody or not', () => {
    const step = approval({
      from: 'finance',
      when: equipmentCostsMoreThan(1),
      escalateAfter: '1 business day',
      escalateTo: 'hr',
    });
    const skipped = first(step, {}, { people: [] });
    expect(skipped).toMatchObject({ assignees: { label: '', people: [], roles: [] } });
    expect(skipped).not.toHaveProperty('patience');
  });
});

describe('nobody decides on their own submission, nor on themselves', () => {
  const employee = { ...createRequest().employee, personalEmail: IVO.email };
  test.each<[string, PlanDefinition['steps'][string], Partial<OnboardingRequest>, Partial<PlanningFacts>, string]>([
    [
      'a manager who submits',
      approval({ from: 'manager' }),
      {},
      { submittedBy: GRACE },
      'A needs a decision by manager, but the only one is who submits, and nobody decides on their own submission.',
    ],
    [
      'a person by name who submits',
      approval({ from: IVO }),
      {},
      { submittedBy: IVO },
      'A needs a decision by Ivo, but the only one is who submits',
    ],
    [
      'the new hire',
      approval({ from: 'it' }),
      { employee },
      {},
      'A needs a decision by it, but the only one is the new hire, and nobody decides on themselves.',
    ],
    [
      'one party of several',
      approval({ from: allOf('finance', 'manager') }),
      {},
      { submittedBy: GRACE },
      'A needs a decision by manager, but the only one is who submits',
    ],
    [
      'a role that nobody has',
      approval({ from: 'finance' }),
      {},
      { people: [] },
      'by finance, but nobody has that role.',
    ],
    [
      'a manager without a manager',
      approval({ from: 'managersManager' }),
      {},
      { people: [] },
      'A needs a decision by the manager’s manager, but nobody is known as the manager of Grace Hopper; say so among the people.',
    ],
    [
      'a task for a role that nobody has',
      task({ for: 'it' }),
      {},
      { people: [] },
      'A needs to be done by it, but nobody has',
    ],
    ['a task for the new hire', task({ for: 'it' }), { employee }, {}, 'but the only one is the new hire'],
  ])('%s', (_name, step, changes, facts, message) => {
    expect(() => first(step, changes, facts)).toThrow(message);
  });

  test('where another can, they are just left out', () => {
    expect(first(approval({ from: anyOf('manager', 'finance') }), {}, { submittedBy: GRACE })).toMatchObject({
      assignees: { people: [FIN] },
    });
  });

  test('neither is it escalated to them; without anybody to escalate to, it is for those who help', () => {
    const step = approval({ from: 'manager', escalateAfter: '2 business days', escalateTo: 'hr' });
    expect(first(step)).toMatchObject({
      patience: { escalateAfter: 2, escalateTo: { people: [HUGO], roles: ['hr'] } },
    });
    const alone = first(step, {}, { people: PLANNING_FACTS.people.filter(({ email }) => email !== HUGO.email) });
    expect(alone).toMatchObject({ patience: { escalateAfter: 2, escalateTo: undefined } });
  });

  test('nor do they stand in', () => {
    const absences = [{ email: GRACE.email, from: '2027-01-01', to: '2027-01-31', deputy: HANNA }];
    expect(first(approval({ from: 'manager' }), {}, { absences })).toMatchObject({ arranged: { standIns: [] } });
    expect(first(task({ for: 'manager' }), {}, { absences })).toMatchObject({
      arranged: { standIns: [{ deputy: HANNA }] },
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

  test('carry all that the workflow will need', () => {
    expect(first(ship)).toMatchObject({
      kind: 'task',
      title: 'Ship it',
      instructions: 'For **Engineer**',
      patience: { remindAfter: 1 },
      skippable: true,
      redo: 'again',
      timing: { leadDays: 1, due: { kind: 'dayOne', at: '09:00' } },
      counter: { title: 'Collect it', instructions: 'Fetch it.', assignees: { people: [FIN], roles: ['finance'] } },
    });
  });

  test('a counter-task and a branch that nobody can do are for those who help: they are seldom needed', () => {
    const people = PLANNING_FACTS.people.filter(({ email }) => email !== FIN.email);
    const helpers = [HANNA, HUGO, IVO];
    expect(first(ship, {}, { people })).toMatchObject({
      counter: { assignees: { label: 'finance', people: helpers } },
    });
    const steps = { a: activity('x', { onFailure: { E: 'b' } }), b: task({ for: 'finance', only: 'as a branch' }) };
    expect(getResolvedStep(resolve(steps, {}, { people }).steps, 'b')).toMatchObject({
      branch: true,
      assignees: { label: 'finance', people: helpers, roles: ['finance'] },
    });
  });

  test('who owns a failure: those named, else those who help', () => {
    const owned = activity('x', { owner: 'it', decideWithin: '2 business days', skippable: true });
    expect(first(owned)).toMatchObject({ owner: { people: [IVO] }, decideWithin: 2, skippable: true });
    expect(first(owned, {}, { people: [] })).toMatchObject({ owner: undefined, decideWithin: 2 });
  });
});

describe('waits that open with the submission are arranged with it', () => {
  const wait = { remindAfter: '1 business day', expireAfter: '3 business days' } as const;
  const plan = {
    first: approval({ from: 'manager', ...wait }),
    skipped: approval({ from: 'finance', when: equipmentCostsMoreThan(3000), after: ['first'] }),
    behind: approval({ from: 'it', after: ['skipped'], ...wait }),
    later: approval({ from: 'it', after: ['first'], ...wait }),
    dated: task({ for: 'it', start: { kind: 'businessDays', count: -5 }, remindAfter: '1 business day' }),
    work: activity('x', { onFailure: { E: 'branch' } }),
    branch: task({ for: 'it', only: 'as a branch', remindAfter: '1 business day' }),
  };
  const arranged = { remindAt: '2027-01-12T10:00:00Z', expireAt: '2027-01-14T10:00:00Z', standIns: [] };

  test('those without anything before them, and those behind skipped steps alone', () => {
    expect(NOW).toBe('2027-01-11T10:00:00Z');
    const { steps } = resolve(plan);
    const found = steps.map((step) => [step.id, step.kind === 'activity' ? undefined : step.arranged]);
    expect(Object.fromEntries(found)).toEqual({ first: arranged, behind: arranged });
    const dear = resolve(plan, { equipment: ['laptop', 'laptop'] });
    expect(getResolvedStep(dear.steps, 'behind')).not.toHaveProperty('arranged');
  });
});
