import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedPlan } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { createFieldError, type FieldError } from '../../src/domain/field-errors/field-error';
import { createReason } from '../../src/domain/reasons/reason';
import { catchRejection } from '../support/catch-rejection';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  days,
  employedAs,
  equipmentCostsMoreThan,
  task,
} from '../../src/planning/dsl';
import type { Planner } from '../../src/planning/planner';
import type { PlanningFacts } from '../../src/planning/planning-facts';
import { createRequest } from '../support/requests';
import {
  CARLA,
  declareActivity,
  PLANNING_FACTS,
  GRACE,
  HANNA,
  NOW,
  createTestPlanner,
  getResolvedStep,
} from './support';

const planner = createTestPlanner(
  {
    managerApproval: approval({ from: 'manager', remindAfter: '2 business days' }),
    budgetApproval: approval({ from: 'finance', when: equipmentCostsMoreThan(3000) }),
    accounts: activity('accounts', { after: approvals, start: businessDays(-5), redoWhenRescheduled: true }),
    equipment: activity('equipment', { after: approvals, redoWhenRescheduled: true }),
    ship: task({ for: 'it', after: ['equipment'], due: businessDays(-2), reads: ['employee.address'] }),
    activate: activity('x', { after: ['accounts'], start: dayOneAt('07:00'), when: employedAs('employee') }),
    checkIn: task({ for: 'manager', after: ['activate'], start: days(30) }),
  },
  { completeWithin: { moment: days(60), then: 'rollback' } },
  {
    accounts: declareActivity({ title: 'Create accounts', reads: ['employee.givenName', 'job'], redo: 'again' }),
    equipment: declareActivity({ title: 'Assign equipment', reads: ['equipment'] }),
  },
);
const request = createRequest({ equipment: ['laptop'] });
const plan = planner.resolvePlan(request, PLANNING_FACTS);

const replan = (call: Partial<ReplanInput>, facts: Partial<PlanningFacts> = {}, usedPlanner: Planner = planner) =>
  usedPlanner.replan(
    { request, plan, submittedBy: HANNA, change: { changes: {} }, isFullyApproved: false, startedSteps: [], ...call },
    { ...PLANNING_FACTS, ...facts },
  );

const createUsedError = (field: string, step: string) => createFieldError(field, 'change.already-used', { step });

const listPlanInstants = ({ steps }: ResolvedPlan) =>
  Object.fromEntries(steps.map(({ id, startAt, dueAt, beginBy }) => [id, [startAt, dueAt, beginBy?.latest]]));

describe('rescheduling', () => {
  test('moves every instant, over holidays; open requests keep their times', () => {
    const moved = replan({ change: { startDate: '2027-04-01' }, isFullyApproved: true, startedSteps: ['accounts'] });
    expect(moved).toMatchObject({
      request: { ...request, startDate: '2027-04-01' },
      at: NOW,
      requiresReapproval: false,
    });
    expect(listPlanInstants(moved.plan)).toEqual({
      managerApproval: [undefined, undefined, '2027-03-24T08:00:00Z'],
      budgetApproval: [undefined, undefined, undefined],
      accounts: ['2027-03-23T08:00:00Z', '2027-04-01T07:00:00Z', '2027-04-01T07:00:00Z'],
      equipment: [undefined, '2027-04-01T07:00:00Z', '2027-03-25T08:00:00Z'],
      ship: [undefined, '2027-03-30T07:00:00Z', '2027-03-25T08:00:00Z'],
      activate: ['2027-04-01T05:00:00Z', '2027-04-01T07:00:00Z', '2027-04-01T07:00:00Z'],
      checkIn: ['2027-05-01T07:00:00Z', undefined, undefined],
    });
    expect(moved.plan.dayOne).toMatchObject({ date: '2027-04-01', startsAt: '2027-04-01T07:00:00Z' });
    expect(moved.plan.deadline).toEqual({ moment: days(60), then: 'rollback', at: '2027-05-31T07:00:00Z' });
    expect(getResolvedStep(moved.plan.steps, 'managerApproval')).toMatchObject({
      reminderSchedule: { remindAt: '2027-01-13T10:00:00Z', substitutes: [] },
    });
  });

  test('back to the old date yields the same plan', () => {
    const rescheduled = replan({ change: { startDate: '2027-05-18' } });
    expect(replan({ change: { startDate: request.startDate }, ...rescheduled }).plan).toEqual(plan);
  });

  test('moves the frozen plan, regardless of its current definition', () => {
    const edited = createTestPlanner({ quite: activity('x', { start: days(1) }) });
    const listIds = (steps: ResolvedPlan['steps']) => steps.map(({ id }) => id);
    expect(listIds(replan({ change: { startDate: '2027-04-01' } }, {}, edited).plan.steps)).toEqual(
      listIds(plan.steps),
    );
  });

  test('computes the new readiness', () => {
    const change = { startDate: '2027-01-12' };
    expect(replan({ change }).plan).toMatchObject({ readiness: 'late', readinessCause: 'managerApproval' });
    const startedSteps = ['accounts', 'equipment', 'ship'];
    expect(replan({ change, isFullyApproved: true, startedSteps }).plan).toMatchObject({ readiness: 'on-track' });
    expect(replan({ change, isFullyApproved: true, startedSteps }).plan.readinessCause).toBeUndefined();
  });

  test('to the same date changes nothing', () => {
    const change = { startDate: request.startDate };
    expect(replan({ change })).toEqual({ request, plan, at: NOW, requiresReapproval: false });
    const now = '2027-03-20T10:00:00Z';
    expect(replan({ change }, { now })).toEqual({ request, plan, at: now, requiresReapproval: false });
  });

  test.each([
    ['the past', '2027-01-10', createReason('start-date.in-past', { today: '2027-01-11' })],
    ['too far away', '2029-01-12', createReason('too-far-ahead', { years: 2 })],
    ['after the contract', '2027-10-01', createReason('start-date.after-contract-end', { endDate: '2027-09-30' })],
  ])('%s is rejected', (_name, startDate, reason) => {
    const job = { ...request.job, endDate: '2027-09-30' };
    const call = { request: { ...request, job }, change: { startDate } };
    expect(catchRejection(() => replan(call))).toMatchObject({
      code: 'invalid-request',
      fields: expect.arrayContaining([{ field: 'startDate', ...reason }]) as unknown,
    });
  });

  test('to the last day of the contract is possible', () => {
    const job = { ...request.job, endDate: '2027-09-30' };
    const moved = replan({ request: { ...request, job }, change: { startDate: '2027-09-30' } });
    expect(moved.request.startDate).toBe('2027-09-30');
  });
});

describe('amending before approval', () => {
  test('resolves the plan again, by the current definition', () => {
    const amended = replan({ change: { changes: { equipment: ['laptop', 'laptop'], startDate: '2027-05-03' } } });
    expect(amended).toMatchObject({ at: NOW, requiresReapproval: true, request: { startDate: '2027-05-03' } });
    expect(amended.plan).toEqual(planner.resolvePlan(amended.request, PLANNING_FACTS));
    expect(getResolvedStep(amended.plan.steps, 'budgetApproval').skipReason).toBeUndefined();
  });

  test.each<[string, object, boolean]>([
    ['a phone', { employee: { phone: '+49 30 1234' } }, false],
    ['an address', { employee: { address: 'Elsewhere 1' } }, false],
    ['a note', { note: 'Vegan' }, false],
    ['a name', { employee: { givenName: 'Augusta' } }, true],
    ['a note and a title', { note: 'Vegan', job: { title: 'Countess' } }, true],
    ['nothing', {}, false],
    ['nothing that differs', { job: { title: 'Engineer' } }, false],
  ])('%s: approvals are asked again: %s', (_name, changes, requiresReapproval) => {
    expect(replan({ change: { changes } }).requiresReapproval).toBe(requiresReapproval);
  });

  test('null removes a field (RFC 7396)', () => {
    const { request: amended } = replan({ change: { changes: { equipment: null } } });
    expect(amended).not.toHaveProperty('equipment');
  });

  test.each<[string, object, string]>([
    ['an unknown field', { employee: { shoeSize: 41 } }, 'employee.shoeSize'],
    ['a required field removed', { manager: null }, 'manager'],
    ['an invalid date', { startDate: '2027-02-30' }, 'startDate'],
    ['an unknown model', { equipment: ['laptop', 'boat'] }, 'equipment.1'],
    ['a contract that ends too early', { job: { endDate: '2027-02-26' } }, 'job.endDate'],
  ])('%s is rejected by name', (_name, changes, field) => {
    const rejected = catchRejection(() => replan({ change: { changes } }));
    expect(rejected).toMatchObject({ code: 'invalid-request', fields: [{ field }] });
  });

  test('rejects a submitter as approver', () => {
    const changes = { manager: { name: HANNA.name, email: HANNA.email } };
    // Grace amends the request, Hanna submitted it.
    const facts = { submittedBy: GRACE };
    expect(catchRejection(() => replan({ change: { changes } }, facts)).code).toBe('not-plannable');
  });
});

describe('amending after approval', () => {
  const amendLate = (changes: object, call: Partial<ReplanInput> = {}, facts: Partial<PlanningFacts> = {}) =>
    replan({ change: { changes }, isFullyApproved: true, ...call }, facts);

  test('changes unused data; the plan stays, with its new cost', () => {
    const amended = amendLate(
      { equipment: ['phone'], employee: { phone: '+49 30 1234' } },
      { startedSteps: ['accounts'] },
    );
    expect(amended).toEqual({
      request: { ...request, equipment: ['phone'], employee: { ...request.employee, phone: '+49 30 1234' } },
      plan: { ...plan, cost: { amountCents: 50_000, currency: 'EUR' } },
      at: NOW,
      requiresReapproval: false,
      changedFields: ['employee.phone', 'equipment'],
    });
  });

  test.each<[string, object, string[], FieldError]>([
    ['the plan', { plan: 'p' }, [], createFieldError('plan', 'change.approved-plan', {})],
    ['the start date', { startDate: '2027-04-01' }, [], createFieldError('startDate', 'change.start-date', {})],
    ['the location', { job: { location: 'paris' } }, [], createFieldError('job.location', 'change.approved-plan', {})],
    [
      'the department',
      { job: { department: 'Sales' } },
      [],
      createFieldError('job.department', 'change.approved-plan', {}),
    ],
    [
      'the kind of employment',
      { job: { employmentType: 'intern' } },
      [],
      createFieldError('job.employmentType', 'change.approved-plan', {}),
    ],
    ['remote work', { job: { remote: true } }, [], createFieldError('job.remote', 'change.approved-plan', {})],
    [
      'the contract’s end',
      { job: { endDate: '2027-12-31' } },
      [],
      createFieldError('job.endDate', 'change.approved-plan', {}),
    ],
    ['the manager', { manager: CARLA }, [], createFieldError('manager.email', 'change.approved-plan', {})],
    [
      'dearer equipment',
      { equipment: ['laptop', 'phone'] },
      [],
      createFieldError('equipment', 'change.costs-more', {}),
    ],
    ['assigned equipment', { equipment: [] }, ['equipment'], createUsedError('equipment', 'equipment')],
    [
      'part of a field that was read',
      { job: { title: 'Countess' } },
      ['accounts'],
      createUsedError('job.title', 'accounts'),
    ],
    [
      'a name that was read',
      { employee: { givenName: 'Eve' } },
      ['accounts'],
      createUsedError('employee.givenName', 'accounts'),
    ],
    [
      'a field that a task read',
      { employee: { address: 'X 1' } },
      ['ship'],
      createUsedError('employee.address', 'ship'),
    ],
    ['any field, if reads are not declared', { note: 'Hi' }, ['activate'], createUsedError('note', 'activate')],
  ])('rejects %s', (_name, changes, startedSteps, error) => {
    const rejected = catchRejection(() => amendLate(changes, { startedSteps }));
    expect(rejected.code).toBe('not-possible');
    expect(rejected.fields).toContainEqual(error);
    expect(rejected.reason).toEqual(
      createReason('not-possible', { fields: rejected.fields.map(({ field }) => field) }),
    );
  });

  test('reports all rejected fields', () => {
    const rejected = catchRejection(() => amendLate({ job: { remote: true }, manager: { email: CARLA.email } }));
    expect(rejected.fields.map(({ field }) => field)).toEqual(['job.remote', 'manager.email']);
  });

  test('also applies to steps begun before full approval', () => {
    expect(
      catchRejection(() => amendLate({ plan: 'p' }, { isFullyApproved: false, startedSteps: ['accounts'] })).code,
    ).toBe('not-possible');
  });

  test('accepts a corrected manager name, or a manager without assignments', () => {
    expect(amendLate({ manager: { name: 'Grace B. Hopper' } }).request.manager).toEqual({
      ...GRACE,
      name: 'Grace B. Hopper',
    });
    const unasked = createTestPlanner({ work: activity('x'), yes: approval({ from: 'it' }) });
    const other = unasked.resolvePlan(request, PLANNING_FACTS);
    expect(
      replan({ plan: other, change: { changes: { manager: CARLA } }, isFullyApproved: true }, {}, unasked).request
        .manager,
    ).toEqual(CARLA);
  });

  test('after day one, validates only the amended fields', () => {
    const facts = { now: '2027-03-10T10:00:00Z', prices: {} };
    expect(amendLate({ note: 'Hi' }, {}, facts).request.note).toBe('Hi');
    expect(catchRejection(() => amendLate({ trainings: ['juggling'] }, {}, facts)).fields).toEqual([
      createFieldError('trainings.0', 'training.unknown', {}),
    ]);
  });

  test('does not modify the given request', () => {
    const before: OnboardingRequest = structuredClone(request);
    amendLate({ employee: { phone: '1' }, equipment: ['phone'] });
    expect(request).toEqual(before);
  });
});
