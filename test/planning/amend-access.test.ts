import { companySettingsSchema, type CompanySettingsInput } from '../../src/company/settings';
import type { ReplanInput } from '../../src/domain/planning-activities';
import { activity, approval, approvals, dayOneAt, worksRemotely } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';
import { CARLA, createTestPlanner, declareActivity, HANNA, PLANNING_FACTS } from './support';

const planner = createTestPlanner(
  {
    managerApproval: approval({ from: 'manager' }),
    accounts: activity('accounts', { after: approvals }),
    activate: activity('activate', { after: ['accounts'], start: dayOneAt('07:00') }),
  },
  {},
  { accounts: declareActivity(), activate: declareActivity({ pivot: true }) },
);

function buildFacts(profiles: CompanySettingsInput['profiles']) {
  const settings = companySettingsSchema.parse({
    ...{ name: 'Acme', currency: 'EUR', profiles },
    locations: { berlin: { title: 'Berlin', timeZone: 'Europe/Berlin', country: 'DE' } },
    systems: { mail: { title: 'E-mail', owner: 'it' }, crm: { title: 'CRM', owner: 'it' } },
  });
  return { ...PLANNING_FACTS, company: { version: 1, ...settings } };
}

const EVERYONE = { title: 'Everyone', accounts: [{ system: 'mail' }] };
const CRM = { title: 'CRM', isAddition: true, accounts: [{ system: 'crm' }] };
const facts = buildFacts({
  everyone: EVERYONE,
  sellers: { ...CRM, when: { title: ['Seller'] } },
  team: { ...CRM, when: { manager: [CARLA.email] } },
  driving: { ...CRM, when: { trainings: ['safety'] } },
});
const request = createRequest({});
const plan = planner.resolvePlan(request, facts);
const listSystems = (amended: Pick<ReturnType<typeof amend>, 'plan'>) =>
  amended.plan.access.accounts.map(({ system }) => system);

const amend = (changes: object, startedSteps: ReplanInput['startedSteps'] = [], amendFacts = facts) =>
  planner.replan(
    { request, plan, submittedBy: HANNA, change: { changes }, isFullyApproved: true, startedSteps },
    amendFacts,
  );

const MANAGER = { manager: CARLA };
const TITLE = { job: { title: 'Seller' } };
const TRAINING = { trainings: ['safety'] };

test.each([
  ['job title', TITLE],
  ['manager', MANAGER],
  ['training', TRAINING],
])('another %s that meets the conditions of another profile needs a new approval of the access', (_what, changes) => {
  const amended = amend(changes, ['accounts']);
  expect(amended.requiresReapproval).toBe(true);
  expect(listSystems(amended)).toEqual(['mail', 'crm']);
});

test('a change that meets the conditions of no other profile keeps the approval, whatever the settings are by now', () => {
  const laterFacts = buildFacts({ everyone: { ...EVERYONE, accounts: [{ system: 'crm' }] } });
  for (const amended of [amend({ job: { title: 'Clerk' } }), amend(MANAGER, [], laterFacts)]) {
    expect(amended.requiresReapproval).toBe(false);
    expect(amended.plan.access).toEqual(plan.access);
  }
});

test('a new step behind one that is done waits for the new approval, too', () => {
  const chain = createTestPlanner(
    {
      managerApproval: approval({ from: 'manager' }),
      claim: activity('accounts', { after: approvals }),
      badge: activity('accounts', { after: ['claim'] }),
      ship: activity('accounts', { after: ['claim'], when: worksRemotely }),
    },
    {},
    { accounts: declareActivity({ reads: [] }) },
  );
  const input = { request, plan: chain.resolvePlan(request, facts), submittedBy: HANNA, isFullyApproved: true };
  const change = { changes: { job: { remote: true } } };
  const amended = chain.replan({ ...input, change, startedSteps: ['claim', 'badge'] }, facts);
  expect(amended.requiresReapproval).toBe(true);
  expect(amended.plan.steps.map(({ id, after }) => [id, after])).toEqual([
    ['managerApproval', []],
    ['claim', ['managerApproval']],
    ['badge', ['claim']],
    ['ship', ['claim', 'managerApproval']],
  ]);
});

describe('once the access is active', () => {
  const started = ['accounts', 'activate'];

  test.each([
    ['job.title', TITLE],
    ['trainings', TRAINING],
  ])('%s cannot change if it would change the access', (field, changes) => {
    const late = { field, code: 'change.after-first-day' };
    expect(() => amend(changes, started)).toThrow(
      expect.objectContaining({ code: 'not-possible', fields: [expect.objectContaining(late)] }),
    );
  });

  test('another manager keeps the access and the approval', () => {
    const amended = amend(MANAGER, started);
    expect(amended).toMatchObject({ requiresReapproval: false, request: { manager: CARLA } });
    expect(amended.plan.access).toEqual(plan.access);
  });

  test('more expensive equipment needs a new approval, of the access as it was approved', () => {
    const laterFacts = buildFacts({ everyone: { ...EVERYONE, accounts: [{ system: 'crm' }] } });
    const amended = amend({ equipment: ['phone'] }, started, laterFacts);
    expect(amended.requiresReapproval).toBe(true);
    expect(amended.plan.access).toEqual(plan.access);
  });
});
