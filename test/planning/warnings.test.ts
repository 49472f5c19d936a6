import { randomUUID } from 'node:crypto';
import type { OnboardingRequest } from '../../src/domain/request';
import { activity, approval, task } from '../../src/planning/dsl';
import type { OpenOnboarding, SessionSeats, WarningFacts } from '../../src/planning/warnings/warning-facts';
import { createRequest } from '../support/requests';
import { CARLA, createTestPlanner, declareActivity, GRACE, NOW, PLANNING_FACTS } from './support';

const planner = createTestPlanner(
  {
    approval: approval({ from: 'manager' }),
    equip: activity('equip', { after: ['approval'] }),
    train: activity('train', { after: ['approval'], onFailure: { NoSeat: 'trainOnline' } }),
    trainOnline: activity('train', { only: 'as a branch' }),
    ship: task({ for: 'it', after: ['equip'] }),
  },
  {},
  {
    equip: declareActivity({ demand: ({ equipment = ['desk'] }) => ({ models: equipment }) }),
    train: declareActivity({ demand: ({ trainings = [] }) => ({ courses: trainings }) }),
  },
);

const PRICES = Object.fromEntries(
  ['laptop', 'phone', 'desk'].map((model) => [model, { title: model, prices: [{ priceCents: 1, currency: 'EUR' }] }]),
);
const FACTS: WarningFacts = {
  now: NOW,
  company: PLANNING_FACTS.company,
  people: PLANNING_FACTS.people,
  absences: [],
  stock: new Map([
    ['laptop', 8],
    ['phone', 1],
    ['desk', 100],
  ]),
  licences: new Map(),
  sessions: [],
  openOnboardings: [],
  similarHolders: [],
};

const plan = (changes: Partial<OnboardingRequest> = {}, row?: number) => {
  const request = createRequest({ equipment: [], ...changes });
  const facts = { ...PLANNING_FACTS, prices: PRICES, trainings: ['safety', 'tools'] };
  return { request, plan: planner.resolvePlan(request, facts), row };
};
const warn = (changes: Partial<OnboardingRequest> = {}, facts: Partial<WarningFacts> = {}) =>
  planner.listWarnings([plan(changes)], { ...FACTS, ...facts });

const createSession = (course: string, day: string, free: number, changes: Partial<SessionSeats> = {}) => ({
  id: randomUUID(),
  course,
  startsAt: `${day}T09:00:00Z`,
  endsAt: `${day}T10:00:00Z`,
  free,
  ...changes,
});

const createOpenOnboarding = (
  changes: Partial<OnboardingRequest>,
  activities: OpenOnboarding['activities'],
  day = '2027-03-01',
): OpenOnboarding => ({
  request: createRequest(changes),
  dayOne: { startsAt: `${day}T08:00:00Z`, timeZone: 'Europe/Berlin' },
  activities,
});

test('a request without anything to warn of has no warnings', () => {
  expect(warn()).toEqual([]);
});

describe('stock', () => {
  test('forty hires in a file for eight laptops are one warning with both numbers', () => {
    const hires = Array.from({ length: 40 }, (_, index) => plan({ equipment: ['laptop'] }, index + 2));
    expect(planner.listWarnings(hires, FACTS)).toEqual([
      { code: 'stock.short', params: { model: 'laptop', needed: 40, available: 8 } },
    ]);
    expect(planner.listWarnings(hires.slice(0, 8), FACTS)).toEqual([]);
  });

  test('counts what other open onboardings have yet to take', () => {
    const waiting = createOpenOnboarding({ equipment: ['phone'] }, [{ activity: 'equip' }]);
    const served = createOpenOnboarding({ equipment: ['phone'] }, [{ activity: 'train' }]);
    expect(warn({ equipment: ['phone'] }, { openOnboardings: [served] })).toEqual([]);
    expect(warn({ equipment: ['laptop', 'phone'] }, { openOnboardings: [waiting] })).toEqual([
      { code: 'stock.short', params: { model: 'phone', needed: 1, available: 0 }, field: 'equipment.1' },
    ]);
  });

  test('counts what the plan takes by itself, at no field', () => {
    expect(warn({ equipment: undefined }, { stock: new Map() })).toEqual([
      { code: 'stock.short', params: { model: 'desk', needed: 1, available: 0 } },
    ]);
  });

  test('takes nothing for a step that will not run again', () => {
    const running = { ...plan({ equipment: ['laptop'] }), settledSteps: ['equip'] };
    expect(planner.listWarnings([running], { ...FACTS, stock: new Map() })).toEqual([]);
  });
});

describe('training', () => {
  test('no session from the first day on', () => {
    const sessions = [createSession('safety', '2027-02-26', 5)];
    expect(warn({ trainings: ['safety'] }, { sessions })).toEqual([
      { code: 'session.none', params: { course: 'safety', from: '2027-03-01' }, field: 'trainings.0' },
    ]);
    expect(warn({ trainings: ['safety'] }, { sessions: [createSession('safety', '2027-03-01', 1)] })).toEqual([]);
  });

  test.each<[string, Partial<SessionSeats>]>([
    ['at another location', { location: 'munich' }],
    ['at night there', { startsAt: '2027-03-02T02:00:00Z', endsAt: '2027-03-02T03:00:00Z' }],
    ['after the contract', { startsAt: '2027-04-02T09:00:00Z', endsAt: '2027-04-02T10:00:00Z' }],
  ])('no session but one %s', (_what, changes) => {
    const job = { ...createRequest().job, endDate: '2027-03-31' };
    const sessions = [createSession('tools', '2027-03-02', 5, changes)];
    expect(warn({ trainings: ['tools'], job }, { sessions })).toMatchObject([{ code: 'session.none' }]);
  });

  test('no seat after other open onboardings have booked, whoever starts first', () => {
    const sessions = [createSession('safety', '2027-03-02', 1), createSession('safety', '2027-03-09', 1)];
    const others = (day: string) => createOpenOnboarding({ trainings: ['safety'] }, [{ activity: 'train' }], day);
    const openOnboardings = [others('2027-03-01')];
    expect(warn({ trainings: ['safety'] }, { sessions, openOnboardings })).toEqual([]);
    openOnboardings.push(others('2027-03-08'));
    expect(warn({ trainings: ['safety'] }, { sessions, openOnboardings })).toEqual([
      { code: 'seats.short', params: { course: 'safety', needed: 1, available: 0 }, field: 'trainings.0' },
    ]);
  });

  test('three hires of a file for two seats', () => {
    const hires = [2, 3, 4].map((row) => plan({ trainings: ['tools'] }, row));
    expect(planner.listWarnings(hires, { ...FACTS, sessions: [createSession('tools', '2027-03-02', 2)] })).toEqual([
      { code: 'seats.short', params: { course: 'tools', needed: 3, available: 2 } },
    ]);
  });

  test('two courses whose only sessions are at the same time', () => {
    const sessions = ['safety', 'tools'].map((course) => createSession(course, '2027-03-02', 5));
    expect(warn({ trainings: ['safety', 'tools'] }, { sessions })).toMatchObject([{ code: 'seats.short' }]);
  });
});

describe('people', () => {
  test('a manager whom nobody knows', () => {
    const manager = { name: 'Grace', email: 'grcae@example.com' };
    expect(warn({ manager })).toEqual([
      { code: 'manager.unknown', params: { email: manager.email }, field: 'manager.email' },
    ]);
  });

  test.each<[string, string, string, boolean]>([
    ['now', '2027-01-11', '2027-01-12', true],
    ['on the first day', '2027-02-27', '2027-03-01', true],
    ['only between', '2027-01-20', '2027-01-29', false],
  ])('a manager who is away %s', (_when, from, to, isWarned) => {
    const absence = { email: GRACE.email, from, to };
    const params = { name: GRACE.name, from, to };
    const field = 'manager.email';
    const withDeputy = { ...absence, deputy: CARLA };
    expect(warn({}, { absences: [absence] })).toEqual(isWarned ? [{ code: 'manager.away', params, field }] : []);
    expect(warn({}, { absences: [withDeputy] })).toEqual(
      isWarned ? [{ code: 'manager.represented', params: { ...params, deputy: CARLA.name }, field }] : [],
    );
  });

  test('somebody with the same private address or the same name', () => {
    const holder = { onboardingId: randomUUID(), name: 'Ada Lovelace', startDate: '2026-01-05', isOpen: false };
    const params = { name: holder.name, startDate: holder.startDate, onboardingId: holder.onboardingId };
    const { personalEmail } = createRequest().employee;
    const listCodes = (changes: object) =>
      warn({}, { similarHolders: [{ ...holder, personalEmail: 'else@example.org', ...changes }] }).map(
        ({ code }) => code,
      );
    expect(warn({}, { similarHolders: [{ ...holder, personalEmail }] })).toEqual([
      { code: 'holder.same-address', params, field: 'employee.personalEmail' },
    ]);
    expect(listCodes({ personalEmail, isOpen: true })).toEqual(['holder.open']);
    expect(listCodes({ name: 'ADA LOVELÀCE' })).toEqual(['holder.same-name']);
    expect(listCodes({ name: 'Ada King' })).toEqual([]);
  });
});

describe('the request', () => {
  const withJob = (changes: Partial<OnboardingRequest['job']>) => ({ job: { ...createRequest().job, ...changes } });

  test('remote work without a postal address', () => {
    expect(warn(withJob({ remote: true }))).toEqual([
      { code: 'address.missing', params: {}, field: 'employee.address' },
    ]);
    const employee = { ...createRequest().employee, address: 'Example Street 1' };
    expect(warn({ employee, ...withJob({ remote: true }) })).toEqual([]);
  });

  test.each([
    ['a Sunday', '2027-02-28', '2027-03-01'],
    ['Good Friday', '2027-03-26', '2027-03-30'],
  ])('a start on %s, with the next working day', (_day, startDate, next) => {
    expect(warn({ startDate })).toEqual([
      { code: 'start-date.day-off', params: { date: startDate, next }, field: 'startDate' },
    ]);
  });

  test('a start too early to be ready, with the step to blame', () => {
    expect(warn({ startDate: '2027-01-12' })).toMatchObject([
      { code: 'readiness.late', params: { step: 'approval' }, field: 'startDate' },
    ]);
    expect(warn({ startDate: '2027-01-14' })).toMatchObject([{ code: 'readiness.at-risk' }]);
  });

  test('names the row in a file', () => {
    const hires = [plan({}, 2), plan(withJob({ remote: true }), 3)];
    expect(planner.listWarnings(hires, FACTS)).toMatchObject([{ row: 3, code: 'address.missing' }]);
  });
});
