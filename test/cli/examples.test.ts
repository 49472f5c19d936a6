import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoHires } from '../../src/cli/demo/demo-hires';
import { findDaytimeOffice } from '../../src/cli/demo/daytime-office';
import { type OnboardingRequest, requestSchema } from '../../src/domain/request';
import { SAMPLE_PEOPLE } from '../../src/database/sample-data';
import { productPlanner } from '../api/support/test-api';

const EXAMPLES = join(__dirname, '../../examples');
const HOUR_MS = 3_600_000;
const hoursOf = (month: number, day: number, every: number) =>
  Array.from({ length: 24 / every }, (_, index) => new Date(Date.UTC(2027, month, day) + index * every * HOUR_MS));
/** Month (from 0) and day: in winter, in summer, and at the clock changes in Berlin and in San Francisco. */
const DAYS = [
  [0, 15],
  [6, 15],
  [2, 28],
  [2, 14],
] as const;

/** Facts of a company that has everything the examples request. */
const facts = (now: Date) => ({
  now: now.toISOString(),
  submittedBy: { name: 'Hanna Reuter', email: 'hanna@example.com' },
  people: SAMPLE_PEOPLE.map(({ manager, ...person }) => ({ ...person, managerEmail: manager })),
  absences: [],
  prices: Object.fromEntries(
    ['laptop-14', 'laptop-16', 'monitor-27', 'phone'].map((model) => [
      model,
      { title: model, priceCents: 100, currency: 'EUR' },
    ]),
  ),
  trainings: ['security-basics', 'tools-tour', 'forklift-sold-out'],
});

test.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')))(
  'examples/%s is a valid request that a plan suits',
  (file) => {
    const request = requestSchema.parse(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')));
    expect(productPlanner.resolvePlan(request, facts(new Date())).name).toBe('standard');
  },
);

test.each(DAYS)(
  'at any time of a day (%i, %i), the first hire gets everything but the talk after thirty days, and the last has no active account',
  (month, day) => {
    for (const now of hoursOf(month, day, 1)) {
      const { completing, withoutSeat } = createDemoHires(now);
      expect(startsLater(now, completing.request)).toEqual(['thirtyDayCheckIn']);
      expect(startsLater(now, withoutSeat.request)).toEqual(['activateAccounts', 'thirtyDayCheckIn']);
    }
  },
);

const startsLater = (now: Date, request: OnboardingRequest) =>
  productPlanner
    .resolvePlan(request, facts(now))
    .steps.filter(({ startAt }) => startAt !== undefined && Date.parse(startAt) > now.getTime())
    .map(({ id }) => id);

test('whenever it is, day one has begun somewhere', () => {
  for (const day of Array(366).keys())
    for (const now of hoursOf(0, 1 + day, 1))
      expect(findDaytimeOffice(now).today < findDaytimeOffice(now).tomorrow).toBe(true);
});
