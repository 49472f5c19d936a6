import type { OnboardingRequest } from '../../src/domain/request';
import { FirstdayError } from '../../src/lib/errors';
import { ANY_APPROVER } from '../../src/planning/approver-rule';
import { createPlanner } from '../../src/planning/create-planner';
import { SAMPLE_COMPANY } from '../support/sample-company';
import type { ActivityDeclaration } from '../../src/planning/activity-declaration';
import type { PlanningFacts } from '../../src/planning/planning-facts';
import { plans } from '../../plans';
import { catchRejection } from '../support/catch-rejection';
import { createRequest } from '../support/requests';
import { declareActivity, createParty, MINIMAL_CALL_OPTIONS } from './support';
import { createReason } from '../../src/domain/reasons/reason';

const activities = Object.fromEntries(
  ['claimUsername', 'assignEquipment', 'scheduleTraining', 'welcomeEmployee', 'registerPurchase']
    .map((name) => [name, declareActivity({ redo: name === 'scheduleTraining' ? 'swap' : undefined })])
    .concat([
      ['createAccount', declareActivity({ needs: ['claimUsername'] })],
      ['activateAccounts', declareActivity({ run: { ...MINIMAL_CALL_OPTIONS, permanent: ['NoLicence'] } })],
      [
        'notifyManager',
        declareActivity({ needs: ['claimUsername', 'createAccount', 'assignEquipment'], needsAll: ['createAccount'] }),
      ],
    ]),
) as Record<string, ActivityDeclaration>;

const planner = createPlanner({ plans, activities, approvers: ANY_APPROVER });

const facts: PlanningFacts = {
  now: '2027-01-11T10:00:00Z',
  company: SAMPLE_COMPANY,
  submittedBy: { name: 'Hanna HR', email: 'hr@example.com' },
  people: [{ name: 'Fin', email: 'fin@example.com', roles: ['finance'] }],
  absences: [],
  prices: { laptop: { title: 'Laptop', prices: [{ priceCents: 200_000, currency: 'EUR' }] } },
  trainings: ['safety'],
};

const resolve = (changes: Partial<OnboardingRequest> = {}, others: Partial<PlanningFacts> = {}) =>
  planner.resolvePlan(createRequest(changes), { ...facts, ...others });
const findResolvedStep = (id: string, changes: Partial<OnboardingRequest> = {}, others: Partial<PlanningFacts> = {}) =>
  resolve(changes, others).steps.find((one) => one.id === id);
/** Accepts any department. */
const WITHOUT_DEPARTMENTS = { company: { ...SAMPLE_COMPANY, departments: [] } };

test('instants use the location’s time zone and business days', () => {
  expect(findResolvedStep('createAccounts-email')).toMatchObject({
    startAt: '2027-02-22T08:00:00Z',
    dueAt: '2027-03-01T08:00:00Z',
  });
  expect(findResolvedStep('activateAccounts')).toMatchObject({ startAt: '2027-03-01T06:00:00Z' });
});

test('conditions are evaluated when the plan is resolved, with a reason', () => {
  expect(findResolvedStep('budgetApproval')?.skipReason).toEqual(
    createReason('skipped.condition', {
      condition: createReason('condition.equipment-costs-more-than', { amount: 3000 }),
    }),
  );
  const expensive = findResolvedStep('budgetApproval', { equipment: ['laptop', 'laptop'] });
  expect(expensive?.skipReason).toBeUndefined();
  expect(expensive).toMatchObject({
    assignees: {
      parties: [createParty({ roles: ['finance'] })],
      people: [{ email: 'fin@example.com' }],
      roles: ['finance'],
    },
  });
});

const listAccountSteps = (changes: Partial<OnboardingRequest> = {}, others: Partial<PlanningFacts> = {}) =>
  resolve(changes, others)
    .steps.map(({ id }) => id)
    .filter((id) => id.startsWith('createAccounts'));

test('accounts depend on the department, regardless of case', () => {
  expect(listAccountSteps()).toContain('createAccounts-source-code');
  const job = { ...createRequest().job, department: 'Gardening' };
  expect(listAccountSteps({ job }, WITHOUT_DEPARTMENTS)).toEqual(['createAccounts-email', 'createAccounts-chat']);
});

test.each(['Constructor', '__proto__', 'hasOwnProperty', 'toString'])(
  'a department named %s gets the accounts of any other department',
  (department) => {
    const job = { ...createRequest().job, department };
    expect(listAccountSteps({ job }, WITHOUT_DEPARTMENTS)).toEqual(['createAccounts-email', 'createAccounts-chat']);
  },
);

test('an activity gets the steps that provide its results', () => {
  expect(findResolvedStep('notifyManager')).toMatchObject({
    needs: {
      claimUsername: 'claimUsername',
      createAccount: expect.arrayContaining(['createAccounts-email', 'createAccounts-chat']) as unknown,
      assignEquipment: 'assignEquipment',
    },
  });
});

test('the cost is the sum of the inventory prices', () => {
  expect(resolve({ equipment: ['laptop', 'laptop'] }).cost).toEqual({ amountCents: 400_000, currency: 'EUR' });
});

describe('readiness', () => {
  test.each([
    ['2027-03-01', 'on-track'],
    ['2027-01-13', 'at-risk'],
    ['2027-01-11', 'late'],
  ])('with a start on %s it is %s', (startDate, readiness) => {
    expect(resolve({ startDate }).readiness).toBe(readiness);
  });
});

describe('an impossible request is rejected by field', () => {
  test.each<[string, Partial<OnboardingRequest>]>([
    ['plan', { plan: 'unheard-of' }],
    ['job.location', { job: { ...createRequest().job, location: 'atlantis' } }],
    ['job.location', { job: { ...createRequest().job, location: 'constructor' } }],
    ['startDate', { startDate: '2027-01-10' }],
    ['job.endDate', { job: { ...createRequest().job, endDate: '2027-02-28' } }],
    ['startDate', { startDate: '2029-01-12' }],
    ['equipment.1', { equipment: ['laptop', 'toString'] }],
    ['trainings.0', { trainings: ['juggling'] }],
  ])('%s', (field, changes) => {
    expect(() => resolve(changes)).toThrow(FirstdayError);
    try {
      resolve(changes);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-request', fields: [{ field }] });
    }
  });

  test('a contract may end on its first day', () => {
    const job = { ...createRequest().job, endDate: createRequest().startDate };
    expect(() => resolve({ job })).not.toThrow();
  });

  test.each([
    ['Enginering', ['Engineering']],
    ['Slaes', ['Sales']],
    ['eng', ['Engineering']],
    ['Astrology', []],
    ['Constructor', []],
    ['__proto__', []],
  ])('a department %s that the company does not have is refused, with suggestions', (department, suggestions) => {
    const { code, fields } = catchRejection(() => resolve({ job: { ...createRequest().job, department } }));
    const params = { suggestions, departments: SAMPLE_COMPANY.departments };
    expect({ code, fields }).toEqual({
      code: 'invalid-request',
      fields: [{ field: 'job.department', code: 'department.unknown', params }],
    });
  });

  test.each(['engineering', 'SALES'])('%s is a department of the company', (department) => {
    expect(() => resolve({ job: { ...createRequest().job, department } })).not.toThrow();
  });

  describe('prices in different currencies', () => {
    const priced = (...currencies: string[]) => ({
      title: 'T',
      prices: currencies.map((currency) => ({ priceCents: 100, currency })),
    });
    const prices = { desk: priced('EUR'), camera: priced('USD'), hat: priced('SEK'), phone: priced('EUR', 'USD') };
    const company = { ...SAMPLE_COMPANY, exchangeRates: { USD: 1.254 } };

    test('are converted by the exchange rates of the settings, rounded up', () => {
      const { cost } = resolve({ equipment: ['desk', 'camera', 'camera'] }, { prices, company });
      expect(cost).toEqual({ amountCents: 100 + 126 + 126, currency: 'EUR' });
    });

    test('the most expensive item of a model counts, in whatever currency', () => {
      expect(resolve({ equipment: ['phone'] }, { prices, company }).cost.amountCents).toBe(126);
    });

    test('of which one has no exchange rate cannot be added up', () => {
      const { code, fields } = catchRejection(() => resolve({ equipment: ['desk', 'hat'] }, { prices, company }));
      const params = { currency: 'SEK', expected: 'EUR' };
      expect({ code, fields }).toEqual({
        code: 'invalid-request',
        fields: [{ field: 'equipment.1', code: 'price.no-exchange-rate', params }],
      });
    });
  });

  test('today is possible, by the local date', () => {
    expect(() => resolve({ startDate: '2027-01-11' })).not.toThrow();
    const late = { now: '2027-01-11T23:30:00Z' };
    expect(() => resolve({ startDate: '2027-01-11' }, late)).toThrow(FirstdayError);
  });

  test('nobody approves their own submission: another person must be able to', () => {
    const submittedBy = { name: 'Grace', email: 'grace@example.com' };
    expect(catchRejection(() => resolve({}, { submittedBy }))).toMatchObject({
      code: 'not-plannable',
      reason: { params: { step: 'managerApproval', obstacle: { code: 'no-assignee.submitter' } } },
      subject: { steps: [{ id: 'managerApproval', title: { en: 'Manager approval' } }] },
    });
  });

  test('a role without holders cannot approve, unless the step is skipped', () => {
    const equipment = ['laptop', 'laptop'];
    expect(catchRejection(() => resolve({ equipment }, { people: [] }))).toMatchObject({
      reason: { params: { step: 'budgetApproval', obstacle: { code: 'no-assignee.role' } } },
    });
    expect(() => resolve({}, { people: [] })).not.toThrow();
  });
});
