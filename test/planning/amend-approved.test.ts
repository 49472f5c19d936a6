import type { Correction } from '../../src/domain/plan/correction';
import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedPlan, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { createFieldError } from '../../src/domain/field-errors/field-error';
import { createReason } from '../../src/domain/reasons/reason';
import { catchRejection } from '../support/catch-rejection';
import {
  activity,
  allOf,
  approval,
  approvals,
  dayOneAt,
  equipmentCostsMoreThan,
  task,
  worksRemotely,
} from '../../src/planning/dsl';
import { awaitApprovals } from '../../src/planning/await-approvals';
import type { Planner } from '../../src/planning/planner';
import type { PlanningFacts } from '../../src/planning/planning-facts';
import { createRequest } from '../support/requests';
import {
  CARLA,
  createTestPlanner,
  declareActivity,
  getResolvedStep,
  GRACE,
  HANNA,
  NOW,
  PLANNING_FACTS,
} from './support';

const planner = createTestPlanner(
  {
    managerApproval: approval({ from: 'manager' }),
    budgetApproval: approval({ from: 'finance', when: equipmentCostsMoreThan(3000) }),
    accounts: activity('accounts', {
      after: approvals,
      owner: 'it',
      settings: ({ request: { job } }) => ({ group: `${job.department} ${job.title}` }),
    }),
    equipment: activity('equipment', { after: approvals }),
    badge: activity('badge', { after: approvals, when: worksRemotely }),
    ship: task({
      for: 'it',
      after: ['equipment'],
      reads: ['employee.address'],
      undoTask: { title: 'Collect', for: 'it' },
      when: worksRemotely,
    }),
    greet: task({ for: 'newHire', instructions: ({ request: { employee } }) => `Welcome, ${employee.givenName}` }),
    report: activity('report', { after: ['equipment'] }),
    activate: activity('activate', { after: ['accounts'], start: dayOneAt('07:00') }),
    checkIn: task({
      for: 'manager',
      after: ['activate'],
      escalateAfter: '1 business day',
      escalateTo: 'managersManager',
    }),
  },
  {},
  {
    accounts: declareActivity({ reads: ['employee.givenName'], correctBy: 'update' }),
    equipment: declareActivity({ reads: ['equipment'], correctBy: 'swap' }),
    badge: declareActivity({ title: 'Badge', reads: ['employee'] }),
    report: declareActivity({ reads: [], needs: ['equipment'], correctBy: 'again' }),
    activate: declareActivity({ reads: [], pivot: true }),
  },
);
const remoteRequest = createRequest({ equipment: ['laptop'], job: { ...createRequest().job, remote: true } });
const plan = planner.resolvePlan(remoteRequest, PLANNING_FACTS);

const amend = (
  changes: object,
  call: Partial<ReplanInput> = {},
  facts: Partial<PlanningFacts> = {},
  usedPlanner: Planner = planner,
) =>
  usedPlanner.replan(
    {
      request: remoteRequest,
      plan,
      submittedBy: HANNA,
      change: { changes },
      isFullyApproved: true,
      startedSteps: [],
      ...call,
    },
    { ...PLANNING_FACTS, ...facts },
  );

const listIds = ({ steps }: ResolvedPlan) => steps.map(({ id }) => id);
const getPeople = (steps: readonly ResolvedStep[], id: string) => {
  const step = getResolvedStep(steps, id);
  return step.kind === 'activity' ? undefined : step.assignees.people;
};

describe('an amendment after approval', () => {
  test('keeps the plan, with its new cost, if no started step has read the data', () => {
    const amended = amend({ equipment: ['phone'], employee: { phone: '+49 30 1234' } }, { startedSteps: ['accounts'] });
    expect(amended).toMatchObject({
      request: { equipment: ['phone'], employee: { ...remoteRequest.employee, phone: '+49 30 1234' } },
      at: NOW,
      requiresReapproval: false,
      changedFields: ['employee.phone', 'equipment'],
      corrections: [],
    });
    expect(amended.plan).toEqual({ ...plan, cost: { amountCents: 50_000, currency: 'EUR' } });
  });

  test.each<[string, object, string, Correction]>([
    [
      'a name in accounts that can be updated',
      { employee: { givenName: 'Eve' } },
      'accounts',
      { step: 'accounts', kind: 'update', fields: ['employee.givenName'] },
    ],
    [
      'a job title in computed settings',
      { job: { title: 'Countess' } },
      'accounts',
      { step: 'accounts', kind: 'update', fields: [] },
    ],
    [
      'cheaper equipment that was assigned',
      { equipment: ['phone'] },
      'equipment',
      { step: 'equipment', kind: 'redo', fields: ['equipment'] },
    ],
    [
      'an address to which a parcel was sent',
      { employee: { address: 'X 1' } },
      'ship',
      { step: 'ship', kind: 'redo', fields: ['employee.address'] },
    ],
    [
      'a private address in a system without correction',
      { employee: { personalEmail: 'eve@example.org' } },
      'badge',
      { step: 'badge', kind: 'hand-over', fields: ['employee.personalEmail'] },
    ],
  ])('corrects %s', (_name, changes, step, correction) => {
    const amended = amend(changes, { startedSteps: [step] });
    expect(amended.corrections).toEqual([correction]);
    expect(amended.requiresReapproval).toBe(false);
  });

  test('corrects what has used the result of a corrected step', () => {
    const amended = amend({ equipment: ['phone'] }, { startedSteps: ['report', 'equipment', 'accounts'] });
    expect(amended.corrections).toEqual([
      { step: 'equipment', kind: 'redo', fields: ['equipment'] },
      { step: 'report', kind: 'redo', fields: [] },
    ]);
  });

  test('gives the owner of a step without correction a task, a new one each time, kept by later amendments', () => {
    const first = amend({ employee: { givenName: 'Eve' } }, { startedSteps: ['badge', 'accounts'] });
    expect(getResolvedStep(first.plan.steps, 'badgeCorrection1')).toMatchObject({
      kind: 'task',
      title: { en: 'Correct by hand: Badge', de: 'Von Hand berichtigen: Badge' },
      after: ['badge'],
      corrects: 'badge',
      assignees: { people: plan.escalationContacts },
    });
    const startedSteps = ['badge', 'badgeCorrection1'];
    const second = amend({ employee: { givenName: 'Eva' } }, { ...first, startedSteps });
    expect(listIds(second.plan).slice(-2)).toEqual(['badgeCorrection1', 'badgeCorrection2']);
    const reshaped = amend({ job: { department: 'Sales' } }, { ...second, startedSteps });
    expect(listIds(reshaped.plan).slice(-2)).toEqual(['badgeCorrection1', 'badgeCorrection2']);
  });

  test('resolves instructions and settings again that are computed from the request', () => {
    const { steps } = amend({ employee: { givenName: 'Eve' }, job: { title: 'Countess' } }).plan;
    expect(getResolvedStep(steps, 'greet')).toMatchObject({ instructions: 'Welcome, Eve' });
    expect(getResolvedStep(steps, 'accounts')).toMatchObject({ settings: { group: 'Engineering Countess' } });
  });

  test.each<[string, object]>([
    ['the department', { job: { department: 'Sales' } }],
    ['the location', { job: { location: 'paris' } }],
    ['the end of the contract', { job: { endDate: '2027-12-31' } }],
    ['dearer equipment', { equipment: ['laptop', 'laptop'] }],
  ])('requests approval again for %s', (_name, changes) => {
    const amended = amend(changes, { startedSteps: ['equipment'] });
    expect(amended.requiresReapproval).toBe(true);
    const request = { ...remoteRequest, ...amended.request };
    const resolved = planner.resolvePlan(request, PLANNING_FACTS);
    expect(amended.plan).toEqual(awaitApprovals(resolved, ['equipment']));
  });

  test('undoes what the plan no longer has, and hands over what people must take back', () => {
    const amended = amend({ job: { remote: false } }, { startedSteps: ['badge', 'ship', 'greet'] });
    expect(amended.corrections).toEqual([
      { step: 'badge', kind: 'undo', fields: [] },
      { step: 'ship', kind: 'hand-over', fields: [] },
    ]);
    const { people: itStaff } = { people: getPeople(plan.steps, 'ship') };
    expect(getPeople(amended.plan.steps, 'shipCorrection1')).toEqual(itStaff);
  });

  test('also corrects steps begun before full approval', () => {
    const call = { isFullyApproved: false, startedSteps: ['equipment'] };
    expect(amend({ equipment: ['phone'] }, call).corrections).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['the start date', { startDate: '2027-04-01' }, 'change.start-date'],
    ['the department once the accounts are active', { job: { department: 'Sales' } }, 'change.after-first-day'],
  ])('rejects %s', (_name, changes, code) => {
    const rejected = catchRejection(() => amend(changes, { startedSteps: ['accounts', 'activate'] }));
    expect(rejected.code).toBe('not-possible');
    const [field] = rejected.fields;
    expect(field?.code).toBe(code);
    expect(rejected.reason).toEqual(createReason('not-possible', { fields: [field?.field ?? ''] }));
  });

  test('corrects a name even once the accounts are active', () => {
    const startedSteps = ['accounts', 'activate'];
    expect(amend({ employee: { givenName: 'Eve' } }, { startedSteps }).corrections).toMatchObject([
      { step: 'accounts', kind: 'update' },
    ]);
  });

  test('after day one, validates only the amended fields', () => {
    const facts = { now: '2027-03-10T10:00:00Z', prices: {} };
    expect(amend({ note: 'Hi' }, {}, facts).request.note).toBe('Hi');
    expect(catchRejection(() => amend({ trainings: ['juggling'] }, {}, facts)).fields).toEqual([
      createFieldError('trainings.0', 'training.unknown', {}),
    ]);
  });

  test('does not modify the given request', () => {
    const before: OnboardingRequest = structuredClone(remoteRequest);
    amend({ employee: { phone: '1' }, equipment: ['phone'] });
    expect(remoteRequest).toEqual(before);
  });
});

describe('an amended person takes over what is still to be done', () => {
  test('the manager: tasks and escalations, but not the approval already made', () => {
    const otherPeople = PLANNING_FACTS.people.filter(({ email }) => email !== CARLA.email);
    const people: PlanningFacts['people'] = [
      ...otherPeople,
      { ...CARLA, roles: ['manager'], managerEmail: GRACE.email },
    ];
    const { steps } = amend({ manager: CARLA }, {}, { people }).plan;
    expect(getPeople(steps, 'checkIn')).toEqual([CARLA]);
    expect(getPeople(steps, 'managerApproval')).toEqual([GRACE]);
    expect(getResolvedStep(steps, 'checkIn')).toMatchObject({ escalation: { escalateTo: { people: [GRACE] } } });
    const withoutSuperior = getResolvedStep(amend({ manager: CARLA }).plan.steps, 'checkIn');
    expect(withoutSuperior).toHaveProperty('escalation.escalateTo', undefined);
  });

  test('the new hire: the request goes to the corrected private address alone', () => {
    const { steps } = amend({ employee: { personalEmail: 'right@example.org' } }).plan;
    expect(getPeople(steps, 'greet')).toEqual([expect.objectContaining({ email: 'right@example.org' })]);
  });

  test('the manager: an open approval too, of each party', () => {
    const twoParties = createTestPlanner({
      both: approval({ from: allOf('manager', 'finance') }),
      work: activity('x'),
    });
    const resolved = twoParties.resolvePlan(remoteRequest, PLANNING_FACTS);
    const call = { plan: resolved, isFullyApproved: false, startedSteps: ['work'] };
    const { steps } = amend({ manager: CARLA }, call, {}, twoParties).plan;
    expect(getResolvedStep(steps, 'both')).toMatchObject({ allOf: [{ people: [CARLA] }, {}] });
    expect(getPeople(steps, 'both')).toEqual(expect.arrayContaining([CARLA]));
    expect(getPeople(steps, 'both')).not.toContainEqual(GRACE);
    const submitter = { manager: { name: HANNA.name, email: HANNA.email } };
    expect(catchRejection(() => amend(submitter, call, {}, twoParties)).code).toBe('not-plannable');
  });
});
