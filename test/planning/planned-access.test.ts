import { composePlanner } from '../../src/app/planner';
import { companySettingsSchema } from '../../src/company/settings';
import type { AccessPart } from '../../src/planning/dsl';
import { activity } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';
import { createTestPlanner, PLANNING_FACTS } from './support';

const company = {
  version: 1,
  ...companySettingsSchema.parse({
    ...{ name: 'Acme', currency: 'EUR' },
    locations: { berlin: { title: 'Berlin', timeZone: 'Europe/Berlin', country: 'DE' } },
    systems: { mail: { title: 'E-mail', owner: 'it' }, crm: { title: 'CRM', owner: 'it' } },
    profiles: {
      everyone: {
        title: 'Everyone',
        ...{ accounts: [{ system: 'mail' }], equipment: ['laptop'], trainings: ['safety'] },
      },
      contractors: { title: 'Contractors', isAddition: true, when: { plan: ['contractor'] }, equipment: ['phone'] },
    },
  }),
};
const facts = { ...PLANNING_FACTS, company };
const { job } = createRequest();
const CONTRACTOR = { job: { ...job, employmentType: 'contractor', endDate: '2027-12-31' } } as const;

const planner = composePlanner();
const resolve = (changes: Parameters<typeof createRequest>[0]) =>
  planner.resolvePlan(createRequest({ startDate: '2027-06-07', ...changes }), facts);

test('a profile of a plan gives its access where the plan was chosen by the employment type, too', () => {
  expect(resolve(CONTRACTOR)).toMatchObject({ name: 'contractor', access: { equipment: ['laptop', 'phone'] } });
  expect(resolve({ plan: 'contractor' })).toMatchObject({ access: { equipment: ['laptop', 'phone'] } });
  expect(resolve({})).toMatchObject({ name: 'standard', access: { equipment: ['laptop'], trainings: ['safety'] } });
});

test('trainings of a profile are not shown where the plan has none', () => {
  expect(resolve(CONTRACTOR).access).toMatchObject({ accounts: [{ system: 'mail' }], trainings: [] });
});

test.each<[AccessPart, object]>([
  ['accounts', { accounts: [], deviations: [] }],
  ['equipment', { equipment: [] }],
  ['trainings', { trainings: [] }],
])('a plan without %s gives all the others', (missing, expected) => {
  const gives = (['accounts', 'equipment', 'trainings'] as const).filter((part) => part !== missing);
  const { access, cost } = createTestPlanner({ x: activity('x') }, { gives }).resolvePlan(createRequest(), facts);
  expect(access).toEqual({ ...resolve({}).access, ...expected });
  expect(cost.amountCents).toBe(missing === 'equipment' ? 0 : 200_000);
});

test.each([
  ['trainings', { trainings: ['safety'] }, ['accounts', 'equipment']],
  ['equipment', { equipment: ['phone'] }, ['accounts', 'trainings']],
  ['access.add', { access: { add: [{ system: 'crm', groups: [] }] } }, ['equipment']],
] as const)('a request for %s that the plan does not give is refused', (field, changes, gives) => {
  const resolveWith = (options: { gives?: readonly AccessPart[] }) => () =>
    createTestPlanner({ x: activity('x') }, options).resolvePlan(createRequest(changes as object), facts);
  expect(resolveWith({ gives })).toThrow(
    expect.objectContaining({ fields: [expect.objectContaining({ field, code: 'plan.not-given' })] }),
  );
  expect(resolveWith({})).not.toThrow();
});
