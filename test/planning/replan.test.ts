import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedPlan } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { FirstdayError } from '../../src/lib/errors';
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
import type { Planner, PlanningFacts } from '../../src/planning/planner';
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

const replan = (call: Partial<ReplanInput>, facts: Partial<PlanningFacts> = {}, by: Planner = planner) =>
  by.replan(
    { request, plan, submittedBy: HANNA, change: { changes: {} }, approved: false, begun: [], ...call },
    { ...PLANNING_FACTS, ...facts },
  );

/** Returns the rejection. Fails if there is none. */
function refusal(work: () => unknown): Pick<FirstdayError, 'code' | 'fields' | 'detail'> {
  try {
    work();
  } catch (error) {
    if (error instanceof FirstdayError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const instants = ({ steps }: ResolvedPlan) =>
  Object.fromEntries(steps.map(({ id, startAt, dueAt, beginBy }) => [id, [startAt, dueAt, beginBy?.latest]]));

describe('another start date', () => {
  test('moves every instant along, over holidays and a clock change, and what was asked stays as it was', () => {
    const moved = replan({ change: { startDate: '2027-04-01' }, approved: true, begun: ['accounts'] });
    expect(moved).toMatchObject({ request: { ...request, startDate: '2027-04-01' }, at: NOW, askAgain: false });
    expect(instants(moved.plan)).toEqual({
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
      arranged: { remindAt: '2027-01-13T10:00:00Z', standIns: [] },
    });
  });

  test('there and back gives the same plan', () => {
    const there = replan({ change: { startDate: '2027-05-18' } });
    expect(replan({ change: { startDate: request.startDate }, ...there }).plan).toEqual(plan);
  });

  test('moves the frozen plan, whatever its definition says by now', () => {
    const edited = createTestPlanner({ quite: activity('x', { start: days(1) }) });
    const ids = (steps: ResolvedPlan['steps']) => steps.map(({ id }) => id);
    expect(ids(replan({ change: { startDate: '2027-04-01' } }, {}, edited).plan.steps)).toEqual(ids(plan.steps));
  });

  test('tells whether that can still be made', () => {
    const change = { startDate: '2027-01-12' };
    expect(replan({ change }).plan).toMatchObject({ readiness: 'late', readinessCause: 'managerApproval' });
    const begun = ['accounts', 'equipment', 'ship'];
    expect(replan({ change, approved: true, begun }).plan).toMatchObject({ readiness: 'on-track' });
    expect(replan({ change, approved: true, begun }).plan.readinessCause).toBeUndefined();
  });

  test('the same date moves nothing, on whatever day', () => {
    const change = { startDate: request.startDate };
    expect(replan({ change })).toEqual({ request, plan, at: NOW, askAgain: false });
    const now = '2027-03-20T10:00:00Z';
    expect(replan({ change }, { now })).toEqual({ request, plan, at: now, askAgain: false });
  });

  test.each([
    ['the past', '2027-01-10', 'must not be in the past: today is 2027-01-11'],
    ['too far away', '2029-01-12', 'must be within 2 years'],
    ['after the contract', '2027-09-30', 'must be before the contract ends, on 2027-09-30'],
  ])('%s is refused', (_name, startDate, message) => {
    const job = { ...request.job, endDate: '2027-09-30' };
    const call = { request: { ...request, job }, change: { startDate } };
    expect(refusal(() => replan(call))).toMatchObject({
      code: 'invalid-request',
      fields: expect.arrayContaining([{ field: 'startDate', message }]) as unknown,
    });
  });
});

describe('an amended request, before anything is approved or begun', () => {
  test('is planned anew, by the definitions of now', () => {
    const amended = replan({ change: { changes: { equipment: ['laptop', 'laptop'], startDate: '2027-05-03' } } });
    expect(amended).toMatchObject({ at: NOW, askAgain: true, request: { startDate: '2027-05-03' } });
    expect(amended.plan).toEqual(planner.resolvePlan(amended.request, PLANNING_FACTS));
    expect(getResolvedStep(amended.plan.steps, 'budgetApproval').skipped).toBeUndefined();
  });

  test.each<[string, object, boolean]>([
    ['a phone', { employee: { phone: '+49 30 1234' } }, false],
    ['an address', { employee: { address: 'Elsewhere 1' } }, false],
    ['a note', { note: 'Vegan' }, false],
    ['a name', { employee: { givenName: 'Augusta' } }, true],
    ['a note and a title', { note: 'Vegan', job: { title: 'Countess' } }, true],
    ['nothing', {}, false],
    ['nothing that differs', { job: { title: 'Engineer' } }, false],
  ])('%s: asked again is %s', (_name, changes, askAgain) => {
    expect(replan({ change: { changes } }).askAgain).toBe(askAgain);
  });

  test('null removes a field (RFC 7396)', () => {
    const { request: amended } = replan({ change: { changes: { equipment: null } } });
    expect(amended).not.toHaveProperty('equipment');
  });

  test.each<[string, object, string]>([
    ['an unknown field', { employee: { shoeSize: 41 } }, 'employee.shoeSize'],
    ['what may not be removed', { manager: null }, 'manager'],
    ['a date that is none', { startDate: '2027-02-30' }, 'startDate'],
    ['a model that is none', { equipment: ['laptop', 'boat'] }, 'equipment.1'],
    ['a contract that ends too early', { job: { endDate: '2027-03-01' } }, 'job.endDate'],
  ])('%s is refused by its name', (_name, changes, field) => {
    const refused = refusal(() => replan({ change: { changes } }));
    expect(refused).toMatchObject({ code: 'invalid-request', fields: [{ field }] });
  });

  test('nobody becomes the decider on what they submitted', () => {
    const changes = { manager: { name: HANNA.name, email: HANNA.email } };
    // Grace amends the request, Hanna submitted it.
    const facts = { submittedBy: GRACE };
    expect(refusal(() => replan({ change: { changes } }, facts)).code).toBe('not-plannable');
  });
});

describe('an amended request, once approved or begun', () => {
  const late = (changes: object, call: Partial<ReplanInput> = {}, facts: Partial<PlanningFacts> = {}) =>
    replan({ change: { changes }, approved: true, ...call }, facts);

  test('changes what has no effect yet; the plan stays, with its new cost', () => {
    const amended = late({ equipment: ['phone'], employee: { phone: '+49 30 1234' } }, { begun: ['accounts'] });
    expect(amended).toEqual({
      request: { ...request, equipment: ['phone'], employee: { ...request.employee, phone: '+49 30 1234' } },
      plan: { ...plan, cost: { amountCents: 50_000, currency: 'EUR' } },
      at: NOW,
      askAgain: false,
    });
  });

  test.each<[string, object, string[], string]>([
    ['the plan', { plan: 'p' }, [], 'plan shapes the plan, which was approved: cancel it and submit it anew'],
    ['the start date', { startDate: '2027-04-01' }, [], 'startDate is moved by reschedule, which moves the plan along'],
    ['the location', { job: { location: 'paris' } }, [], 'job.location shapes the plan'],
    ['the department', { job: { department: 'Sales' } }, [], 'job.department shapes the plan'],
    ['the kind of employment', { job: { employmentType: 'intern' } }, [], 'job.employmentType shapes the plan'],
    ['where they work', { job: { remote: true } }, [], 'job.remote shapes the plan'],
    ['how long they stay', { job: { endDate: '2027-12-31' } }, [], 'job.endDate shapes the plan'],
    ['who manages them', { manager: CARLA }, [], 'manager.email shapes the plan'],
    ['dearer equipment', { equipment: ['laptop', 'phone'] }, [], 'equipment costs more than what was approved'],
    ['equipment that was assigned', { equipment: [] }, ['equipment'], 'equipment was used by Assign equipment already'],
    [
      'part of what was read',
      { job: { title: 'Countess' } },
      ['accounts'],
      'job.title was used by Create accounts already',
    ],
    ['a name that was read', { employee: { givenName: 'Eve' } }, ['accounts'], 'givenName was used by Create accounts'],
    [
      'what a person did a task by',
      { employee: { address: 'X 1' } },
      ['ship'],
      'employee.address was used by Ship already',
    ],
    ['anything, where nobody said what was read', { note: 'Hi' }, ['activate'], 'note was used by T already'],
  ])('but not %s', (_name, changes, begun, message) => {
    const refused = refusal(() => late(changes, { begun }));
    expect(refused.code).toBe('not-possible');
    expect(refused.detail).toContain('This can no longer be amended: ');
    expect(refused.detail).toContain(message);
  });

  test('says all that is refused, field by field', () => {
    const refused = refusal(() => late({ job: { remote: true }, manager: { email: CARLA.email } }));
    expect(refused.fields.map(({ field }) => field)).toEqual(['job.remote', 'manager.email']);
  });

  test('holds as well for what has begun before all was approved', () => {
    expect(refusal(() => late({ plan: 'p' }, { approved: false, begun: ['accounts'] })).code).toBe('not-possible');
  });

  test('the manager’s name can be mended, and another’s address where the plan does not ask them', () => {
    expect(late({ manager: { name: 'Grace B. Hopper' } }).request.manager).toEqual({
      ...GRACE,
      name: 'Grace B. Hopper',
    });
    const unasked = createTestPlanner({ work: activity('x'), yes: approval({ from: 'it' }) });
    const other = unasked.resolvePlan(request, PLANNING_FACTS);
    expect(
      replan({ plan: other, change: { changes: { manager: CARLA } }, approved: true }, {}, unasked).request.manager,
    ).toEqual(CARLA);
  });

  test('after day one, and after a model has gone: only what is amended must be right', () => {
    const facts = { now: '2027-03-10T10:00:00Z', prices: {} };
    expect(late({ note: 'Hi' }, {}, facts).request.note).toBe('Hi');
    expect(refusal(() => late({ trainings: ['juggling'] }, {}, facts)).fields).toEqual([
      { field: 'trainings.0', message: 'is no training there is' },
    ]);
  });

  test('the request that was given is left as it was', () => {
    const before: OnboardingRequest = structuredClone(request);
    late({ employee: { phone: '1' }, equipment: ['phone'] });
    expect(request).toEqual(before);
  });
});
