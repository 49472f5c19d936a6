import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedPlan } from '../../src/domain/plan/resolved-plan';
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
import { declareActivity, PLANNING_FACTS, GRACE, HANNA, NOW, createTestPlanner, getResolvedStep } from './support';

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
