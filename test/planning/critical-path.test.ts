import fc from 'fast-check';
import type { Instant, RelativeTime, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { forecastReadiness } from '../../src/domain/plan/readiness';
import type { StepStatus } from '../../src/domain/status';
import { type BusinessCalendar, CalendarCache } from '../../src/planning/business-calendar';
import { businessDays, dayOneAt, days } from '../../src/planning/dsl';
import { LOCATIONS } from '../../src/planning/locations';
import { schedulePlan } from '../../src/planning/schedule-plan';
import { MINIMAL_CALL_OPTIONS } from './support';

const calendars = new CalendarCache();
const calendarOf = (code: string): BusinessCalendar => {
  const location = LOCATIONS[code];
  if (location === undefined) throw new Error(`no location ${code}`);
  return calendars.get(location);
};

interface Sketch {
  id: string;
  after: string[];
  leadDays: number;
  start?: RelativeTime;
  due?: RelativeTime;
  skipped?: boolean;
  /** Lead time of a branch that can replace the step. `branchAfter` lists additional predecessors of the branch. */
  branch?: number;
  branchAfter?: string[];
}

/** Builds one step per sketch, and one for its branch. */
const stepsOf = (sketches: readonly Sketch[]): ResolvedStep[] =>
  sketches.flatMap(({ id, after, leadDays, start, due, skipped, branch, branchAfter = [] }): ResolvedStep[] => {
    const common = {
      title: id,
      needs: {},
      run: MINIMAL_CALL_OPTIONS,
      undo: MINIMAL_CALL_OPTIONS,
      kind: 'activity',
      activity: 'x',
    } as const;
    const step: ResolvedStep = {
      ...common,
      id,
      after,
      timing: { start, due, leadDays },
      skipped: skipped ? 'so' : undefined,
      onFailure: branch === undefined ? undefined : { E: `${id}Branch` },
    };
    if (branch === undefined) return [step];
    return [step, { ...common, id: `${id}Branch`, after: branchAfter, timing: { leadDays: branch }, branch: true }];
  });

const schedule = (sketches: readonly Sketch[], startDate: string, code = 'berlin') =>
  schedulePlan({ steps: stepsOf(sketches) }, startDate, calendarOf(code));

const beginBy = (steps: readonly ResolvedStep[]) => Object.fromEntries(steps.map((step) => [step.id, step.beginBy]));

describe('the latest begin', () => {
  test('counts back from the due instant, over holidays and a clock change, along the longest path', () => {
    const { steps } = schedule(
      [
        { id: 'approval', after: [], leadDays: 1 },
        { id: 'order', after: ['approval'], leadDays: 3 },
        { id: 'accounts', after: ['approval'], leadDays: 0, due: dayOneAt('09:00') },
        { id: 'ship', after: ['order'], leadDays: 0, due: businessDays(-1) },
      ],
      '2027-03-31',
    );
    expect(beginBy(steps)).toEqual({
      approval: { latest: '2027-03-22T08:00:00Z', safe: '2027-03-19T08:00:00Z' },
      order: { latest: '2027-03-23T08:00:00Z', safe: '2027-03-22T08:00:00Z' },
      accounts: { latest: '2027-03-31T07:00:00Z', safe: '2027-03-30T07:00:00Z' },
      ship: { latest: '2027-03-30T07:00:00Z', safe: '2027-03-25T08:00:00Z' },
    });
  });

  test('a step that nothing due hangs on has none; what is due after day one is no matter of the first day', () => {
    const { steps } = schedule(
      [
        { id: 'alone', after: [], leadDays: 1 },
        { id: 'accounts', after: [], leadDays: 0, due: dayOneAt('09:00') },
        { id: 'checkIn', after: ['accounts'], leadDays: 1, start: days(30), due: days(35) },
      ],
      '2027-03-01',
    );
    expect(beginBy(steps)).toEqual({
      alone: undefined,
      accounts: { latest: '2027-03-01T08:00:00Z', safe: '2027-02-26T08:00:00Z' },
      checkIn: undefined,
    });
    expect(forecastReadiness(steps, (id) => (id === 'accounts' ? 'done' : undefined), '2027-06-01T08:00:00Z')).toEqual({
      readiness: 'on-track',
    });
  });

  test('a skipped step holds nothing up and lets nothing through', () => {
    const { steps } = schedule(
      [
        { id: 'before', after: [], leadDays: 1 },
        { id: 'skipped', after: ['before'], leadDays: 1, skipped: true, due: dayOneAt('09:00') },
        { id: 'last', after: ['skipped'], leadDays: 0, due: dayOneAt('09:00') },
      ],
      '2027-03-01',
    );
    expect(beginBy(steps)).toMatchObject({ before: undefined, skipped: undefined });
  });

  test('a branch has to begin in time for what comes after the step it runs instead of', () => {
    const { steps } = schedule(
      [
        { id: 'assign', after: [], leadDays: 0, branch: 5 },
        { id: 'ship', after: ['assign'], leadDays: 1, due: dayOneAt('09:00') },
      ],
      '2027-03-01',
    );
    expect(beginBy(steps)).toMatchObject({
      assign: { latest: '2027-02-26T08:00:00Z' },
      assignBranch: { latest: '2027-02-19T08:00:00Z' },
    });
    const now = '2027-02-22T08:00:00Z';
    expect(forecastReadiness(steps, () => undefined, now).readiness).toBe('on-track');
    const taken = new Map<string, StepStatus>([
      ['assign', 'skipped'],
      ['assignBranch', 'waiting'],
    ]);
    expect(forecastReadiness(steps, (id) => taken.get(id), now)).toMatchObject({
      readiness: 'late',
      cause: 'assignBranch',
    });
  });
});

test('what only a branch waits for is not held up by it: it seldom runs', () => {
  const { steps } = schedule(
    [
      { id: 'check', after: [], leadDays: 1 },
      { id: 'assign', after: [], leadDays: 0, branch: 5, branchAfter: ['check'] },
      { id: 'ship', after: ['assign'], leadDays: 1, due: dayOneAt('09:00') },
    ],
    '2027-03-01',
  );
  expect(beginBy(steps)).toMatchObject({ check: undefined, assignBranch: { latest: '2027-02-19T08:00:00Z' } });
});

/** Walks the plan: each step begins as early as possible and takes its lead time. Late if one ends after it is due. */
function isLateByWalking(
  steps: readonly ResolvedStep[],
  statusOf: (id: string) => StepStatus | undefined,
  now: Instant,
  dayOneEnds: Instant,
  calendar: BusinessCalendar,
  delayed?: string,
): boolean {
  const ends = new Map<string, Instant>();
  const isOut = (step: ResolvedStep): boolean =>
    step.skipped !== undefined ||
    ['done', 'skipped'].includes(statusOf(step.id) ?? '') ||
    (step.branch === true && statusOf(step.id) === undefined);
  const endOf = (step: ResolvedStep): Instant => {
    const known = ends.get(step.id);
    if (known !== undefined) return known;
    const before = step.after.flatMap((id) => [id, `${id}Branch`]);
    const waited = steps
      .filter(({ id }) => before.includes(id))
      .filter((one) => !isOut(one))
      .map(endOf);
    const own = step.id === delayed ? [afterWorking(now, 1, calendar)] : [];
    const begin = [now, ...own, ...waited, ...(step.startAt === undefined ? [] : [step.startAt])].reduce(later);
    const end = afterWorking(begin, step.timing.leadDays, calendar);
    ends.set(step.id, end);
    return end;
  };
  return steps
    .filter((step) => !isOut(step))
    .some((step) => {
      const { dueAt } = step;
      const counts = dueAt !== undefined && Date.parse(dueAt) <= Date.parse(dayOneEnds);
      return counts && Date.parse(endOf(step)) > Date.parse(dueAt);
    });
}

const later = (a: Instant, b: Instant): Instant => (Date.parse(a) >= Date.parse(b) ? a : b);

/** Work that begins on a day off starts with the next business day. */
function afterWorking(begin: Instant, count: number, calendar: BusinessCalendar): Instant {
  if (count === 0) return begin;
  const date = calendar.toLocalDate(begin);
  if (calendar.isBusinessDay(date)) return calendar.addBusinessDaysToInstant(begin, count);
  const next = calendar.resolveRelativeTime(dayOneAt('00:00'), calendar.addBusinessDays(date, 1));
  return calendar.addBusinessDaysToInstant(next, count);
}

const moment = fc.oneof(
  fc.integer({ min: -12, max: 3 }).map(businessDays),
  fc.integer({ min: -15, max: 3 }).map(days),
  fc.constantFrom('00:30', '07:00', '09:00', '16:45').map(dayOneAt),
);
const option = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const sketches = fc
  .array(
    fc.record({
      leadDays: fc.integer({ min: 0, max: 3 }),
      start: option(moment),
      due: option(moment),
      skipped: fc.boolean(),
      branch: option(fc.integer({ min: 0, max: 3 })),
      after: fc.array(fc.nat(7), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn): Sketch[] =>
    drawn.map(({ after, skipped, branch, ...sketch }, index) => ({
      ...sketch,
      id: `s${String(index)}`,
      skipped: skipped && index % 3 === 2,
      branch: skipped ? undefined : branch,
      after: [...new Set(after.filter((before) => before < index))].map((before) => `s${String(before)}`),
    })),
  );

/** Statuses after branches were taken: predecessors of a failed step are done and took no branch themselves. */
function statusesOf(drawn: readonly Sketch[], isTaken: readonly boolean[]): Map<string, StepStatus> {
  const statuses = new Map<string, StepStatus>();
  const before = (id: string): string[] =>
    (drawn.find((one) => one.id === id)?.after ?? []).flatMap((one) => [one, ...before(one)]);
  for (const [index, { id, branch }] of drawn.entries()) {
    if (branch === undefined || !isTaken[index] || before(id).some((one) => statuses.get(one) === 'skipped')) continue;
    for (const one of before(id)) statuses.set(one, 'done');
    statuses.set(id, 'skipped').set(`${id}Branch`, 'waiting');
  }
  return statuses;
}

test('planned backwards and walked forwards, readiness is the same', () => {
  const seen = { late: 0, 'at-risk': 0, 'on-track': 0 };
  fc.assert(
    fc.property(
      sketches,
      fc.constantFrom('berlin', 'london', 'new-york', 'tel-aviv'),
      // Easter, clock changes and the turn of the year, with weekends among them.
      fc.constantFrom('2027-03-30', '2027-04-01', '2027-03-15', '2027-01-04', '2027-03-07', '2026-11-02', '2027-10-31'),
      // At and around an instant at which the readiness changes.
      fc.nat(),
      fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: -30 * 60, max: 30 * 60 })),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (drawn, code, startDate, turn, minutes, isTaken) => {
        const calendar = calendarOf(code);
        const { steps, dayOne } = schedule(drawn, startDate, code);
        const turns = steps.flatMap(({ beginBy }) => (beginBy === undefined ? [] : [beginBy.safe, beginBy.latest]));
        const around = turns[turn % turns.length] ?? dayOne.startsAt;
        const now = new Date(Date.parse(around) + minutes * 60_000).toISOString();
        const statuses = statusesOf(drawn, isTaken);
        const statusOf = (id: string) => statuses.get(id);
        const { readiness, cause } = forecastReadiness(steps, statusOf, now);
        const walk = (delayed?: string) => isLateByWalking(steps, statusOf, now, dayOne.endsAt, calendar, delayed);
        const couldBeDelayed = steps.filter(
          ({ startAt }) => startAt === undefined || Date.parse(startAt) <= Date.parse(now),
        );
        const expected = walk() ? 'late' : couldBeDelayed.some(({ id }) => walk(id)) ? 'at-risk' : 'on-track';
        expect(readiness).toBe(expected);
        if (readiness === 'at-risk') expect(walk(cause)).toBe(true);
        seen[readiness] += 1;
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
