import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoHires } from '../../src/cli/demo/demo-hires';
import { findDaytimeOffice } from '../../src/cli/demo/daytime-office';
import { type OnboardingRequest, requestSchema } from '../../src/domain/request';
import { SAMPLE_PEOPLE } from '../../src/database/sample-data';
import { SAMPLE_COMPANY } from '../support/sample-company';
import { productPlanner } from '../api/support/test-api';

const EXAMPLES = join(__dirname, '../../examples');
const HOUR_MS = 3_600_000;
const listHours = (month: number, day: number, stepHours: number) =>
  Array.from(
    { length: 24 / stepHours },
    (_, index) => new Date(Date.UTC(2027, month, day) + index * stepHours * HOUR_MS),
  );
/** Month (from 0) and day: in winter, in summer, and at the clock changes in Berlin and in San Francisco. */
const DAYS = [
  [0, 15],
  [6, 15],
  [2, 28],
  [2, 14],
] as const;

/** Facts of a company that has everything the examples request. */
const createFacts = (now: Date) => ({
  now: now.toISOString(),
  company: SAMPLE_COMPANY,
  submittedBy: { name: 'Hanna Reuter', email: 'hanna@example.com' },
  people: SAMPLE_PEOPLE.map(({ manager, ...person }) => ({ ...person, managerEmail: manager })),
  absences: [],
  prices: Object.fromEntries(
    ['laptop-14', 'laptop-16', 'monitor-27', 'phone'].map((model) => [
      model,
      { title: model, prices: [{ priceCents: 100, currency: 'EUR' }] },
    ]),
  ),
  trainings: ['security-basics', 'tools-tour', 'forklift-sold-out'],
});

test.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')))(
  'examples/%s is a valid request that matches a plan',
  (file) => {
    const request = requestSchema.parse(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')));
    expect(productPlanner.resolvePlan(request, createFacts(new Date())).name).toBe('standard');
  },
);

test.each(DAYS)('at any time of day (%i, %i), only the expected demo steps start later', (month, day) => {
  for (const now of listHours(month, day, 1)) {
    const { completing, withoutSeat } = createDemoHires(now);
    expect(listFutureSteps(now, completing.request)).toEqual(['thirtyDayCheckIn']);
    expect(listFutureSteps(now, withoutSeat.request)).toEqual(['activateAccounts', 'thirtyDayCheckIn']);
  }
});

const listFutureSteps = (now: Date, request: OnboardingRequest) =>
  productPlanner
    .resolvePlan(request, createFacts(now))
    .steps.filter(({ startAt }) => startAt !== undefined && Date.parse(startAt) > now.getTime())
    .map(({ id }) => id);

test('day one has begun somewhere at any time', () => {
  for (const day of Array(366).keys())
    for (const now of listHours(0, 1 + day, 1))
      expect(findDaytimeOffice(now).today < findDaytimeOffice(now).tomorrow).toBe(true);
});
