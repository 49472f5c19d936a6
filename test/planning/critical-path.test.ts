import fc from 'fast-check';
import type { Instant, RelativeTime, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { forecastReadiness } from '../../src/domain/plan/readiness';
import type { StepStatus } from '../../src/domain/status';
import { type BusinessCalendar, CalendarCache } from '../../src/planning/business-calendar';
import { businessDays, dayOneAt, days } from '../../src/planning/dsl';
import { LOCATIONS } from '../support/sample-company';
import { schedulePlan } from '../../src/planning/schedule-plan';
import { MINIMAL_CALL_OPTIONS } from './support';
import { createReason } from '../../src/domain/reasons/reason';

const calendars = new CalendarCache();
const getCalendar = (code: string): BusinessCalendar => {
  const location = LOCATIONS[code];
  if (location === undefined) throw new Error(`no location ${code}`);
  return calendars.get(location);
};

interface StepSketch {
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
const createSteps = (sketches: readonly StepSketch[]): ResolvedStep[] =>
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
      skipReason: skipped ? createReason('skipped.not-needed', {}) : undefined,
      onFailure: branch === undefined ? undefined : { E: `${id}Branch` },
    };
    if (branch === undefined) return [step];
    return [step, { ...common, id: `${id}Branch`, after: branchAfter, timing: { leadDays: branch }, branch: true }];
  });

const schedule = (sketches: readonly StepSketch[], startDate: string, code = 'berlin') =>
  schedulePlan({ steps: createSteps(sketches) }, startDate, getCalendar(code));

const listBeginBy = (steps: readonly ResolvedStep[]) =>
  Object.fromEntries(steps.map((step) => [step.id, step.beginBy]));

describe('the latest start', () => {
  test('counts back from the due date, over holidays, along the longest path', () => {
    const { steps } = schedule(
      [
        { id: 'approval', after: [], leadDays: 1 },
        { id: 'order', after: ['approval'], leadDays: 3 },
        { id: 'accounts', after: ['approval'], leadDays: 0, due: dayOneAt('09:00') },
        { id: 'ship', after: ['order'], leadDays: 0, due: businessDays(-1) },
      ],
      '2027-03-31',
    );
    expect(listBeginBy(steps)).toEqual({
      approval: { latest: '2027-03-22T08:00:00Z', safe: '2027-03-19T08:00:00Z' },
      order: { latest: '2027-03-23T08:00:00Z', safe: '2027-03-22T08:00:00Z' },
      accounts: { latest: '2027-03-31T07:00:00Z', safe: '2027-03-30T07:00:00Z' },
      ship: { latest: '2027-03-30T07:00:00Z', safe: '2027-03-25T08:00:00Z' },
    });
  });

  test('is undefined without a due date by day one', () => {
    const { steps } = schedule(
      [
        { id: 'alone', after: [], leadDays: 1 },
        { id: 'accounts', after: [], leadDays: 0, due: dayOneAt('09:00') },
        { id: 'checkIn', after: ['accounts'], leadDays: 1, start: days(30), due: days(35) },
      ],
      '2027-03-01',
    );
    expect(listBeginBy(steps)).toEqual({
      alone: undefined,
      accounts: { latest: '2027-03-01T08:00:00Z', safe: '2027-02-26T08:00:00Z' },
      checkIn: undefined,
    });
    expect(forecastReadiness(steps, (id) => (id === 'accounts' ? 'done' : undefined), '2027-06-01T08:00:00Z')).toEqual({
      readiness: 'on-track',
    });
  });

  test('ignores skipped steps', () => {
    const { steps } = schedule(
      [
        { id: 'before', after: [], leadDays: 1 },
        { id: 'skipped', after: ['before'], leadDays: 1, skipped: true, due: dayOneAt('09:00') },
        { id: 'last', after: ['skipped'], leadDays: 0, due: dayOneAt('09:00') },
      ],
      '2027-03-01',
    );
    expect(listBeginBy(steps)).toMatchObject({ before: undefined, skipped: undefined });
  });

  test('a branch must begin in time for the successors of its source', () => {
    const { steps } = schedule(
      [
        { id: 'assign', after: [], leadDays: 0, branch: 5 },
        { id: 'ship', after: ['assign'], leadDays: 1, due: dayOneAt('09:00') },
      ],
      '2027-03-01',
    );
    expect(listBeginBy(steps)).toMatchObject({
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

test('a step needed only by a branch is not constrained by it', () => {
  const { steps } = schedule(
    [
      { id: 'check', after: [], leadDays: 1 },
      { id: 'assign', after: [], leadDays: 0, branch: 5, branchAfter: ['check'] },
      { id: 'ship', after: ['assign'], leadDays: 1, due: dayOneAt('09:00') },
    ],
    '2027-03-01',
  );
  expect(listBeginBy(steps)).toMatchObject({ check: undefined, assignBranch: { latest: '2027-02-19T08:00:00Z' } });
});

/** Walks the plan: each step begins as early as possible and takes its lead time. Late if one ends after it is due. */
function isLateByForwardPass(
  steps: readonly ResolvedStep[],
  getStatus: (id: string) => StepStatus | undefined,
  now: Instant,
  dayOneEnds: Instant,
  calendar: BusinessCalendar,
  delayed?: string,
): boolean {
  const ends = new Map<string, Instant>();
  const isExcluded = (step: ResolvedStep): boolean =>
    step.skipReason !== undefined ||
    ['done', 'skipped'].includes(getStatus(step.id) ?? '') ||
    (step.branch === true && getStatus(step.id) === undefined);
  const computeEnd = (step: ResolvedStep): Instant => {
    const known = ends.get(step.id);
    if (known !== undefined) return known;
    const before = step.after.flatMap((id) => [id, `${id}Branch`]);
    const predecessorEnds = steps
      .filter(({ id }) => before.includes(id))
      .filter((one) => !isExcluded(one))
      .map(computeEnd);
    const own = step.id === delayed ? [addWorkTime(now, 1, calendar)] : [];
    const begin = [now, ...own, ...predecessorEnds, ...(step.startAt === undefined ? [] : [step.startAt])].reduce(
      pickLater,
    );
    const end = addWorkTime(begin, step.timing.leadDays, calendar);
    ends.set(step.id, end);
    return end;
  };
  return steps
    .filter((step) => !isExcluded(step))
    .some((step) => {
      const { dueAt } = step;
      const counts = dueAt !== undefined && Date.parse(dueAt) <= Date.parse(dayOneEnds);
      return counts && Date.parse(computeEnd(step)) > Date.parse(dueAt);
    });
}

const pickLater = (a: Instant, b: Instant): Instant => (Date.parse(a) >= Date.parse(b) ? a : b);

/** Work that begins on a day off starts with the next business day. */
function addWorkTime(begin: Instant, count: number, calendar: BusinessCalendar): Instant {
  if (count === 0) return begin;
  const date = calendar.toLocalDate(begin);
  if (calendar.isBusinessDay(date)) return calendar.addBusinessDaysToInstant(begin, count);
  const next = calendar.resolveRelativeTime(dayOneAt('00:00'), calendar.addBusinessDays(date, 1));
  return calendar.addBusinessDaysToInstant(next, count);
}

const relativeTimeArbitrary = fc.oneof(
  fc.integer({ min: -12, max: 3 }).map(businessDays),
  fc.integer({ min: -15, max: 3 }).map(days),
  fc.constantFrom('00:30', '07:00', '09:00', '16:45').map(dayOneAt),
);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const sketchesArbitrary = fc
  .array(
    fc.record({
      leadDays: fc.integer({ min: 0, max: 3 }),
      start: optional(relativeTimeArbitrary),
      due: optional(relativeTimeArbitrary),
      skipped: fc.boolean(),
      branch: optional(fc.integer({ min: 0, max: 3 })),
      after: fc.array(fc.nat(7), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((sketches): StepSketch[] =>
    sketches.map(({ after, skipped, branch, ...sketch }, index) => ({
      ...sketch,
      id: `s${String(index)}`,
      skipped: skipped && index % 3 === 2,
      branch: skipped ? undefined : branch,
      after: [...new Set(after.filter((before) => before < index))].map((before) => `s${String(before)}`),
    })),
  );

/** Statuses after branches were taken: predecessors of a failed step are done and took no branch themselves. */
function deriveStatuses(sketches: readonly StepSketch[], isTaken: readonly boolean[]): Map<string, StepStatus> {
  const statuses = new Map<string, StepStatus>();
  const before = (id: string): string[] =>
    (sketches.find((one) => one.id === id)?.after ?? []).flatMap((one) => [one, ...before(one)]);
  for (const [index, { id, branch }] of sketches.entries()) {
    if (branch === undefined || !isTaken[index] || before(id).some((one) => statuses.get(one) === 'skipped')) continue;
    for (const one of before(id)) statuses.set(one, 'done');
    statuses.set(id, 'skipped').set(`${id}Branch`, 'waiting');
  }
  return statuses;
}

test('backward planning and forward walking yield the same readiness', () => {
  const counts = { late: 0, 'at-risk': 0, 'on-track': 0 };
  fc.assert(
    fc.property(
      sketchesArbitrary,
      fc.constantFrom('berlin', 'london', 'new-york', 'tel-aviv'),
      // Easter, clock changes and the turn of the year, with weekends among them.
      fc.constantFrom('2027-03-30', '2027-04-01', '2027-03-15', '2027-01-04', '2027-03-07', '2026-11-02', '2027-10-31'),
      // At and around an instant at which the readiness changes.
      fc.nat(),
      fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: -30 * 60, max: 30 * 60 })),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (sketches, code, startDate, changeIndex, minutes, isTaken) => {
        const calendar = getCalendar(code);
        const { steps, dayOne } = schedule(sketches, startDate, code);
        const changeInstants = steps.flatMap(({ beginBy }) =>
          beginBy === undefined ? [] : [beginBy.safe, beginBy.latest],
        );
        const changeInstant = changeInstants[changeIndex % changeInstants.length] ?? dayOne.startsAt;
        const now = new Date(Date.parse(changeInstant) + minutes * 60_000).toISOString();
        const statuses = deriveStatuses(sketches, isTaken);
        const statusOf = (id: string) => statuses.get(id);
        const { readiness, cause } = forecastReadiness(steps, statusOf, now);
        const isLateIfDelayed = (delayed?: string) =>
          isLateByForwardPass(steps, statusOf, now, dayOne.endsAt, calendar, delayed);
        const couldBeDelayed = steps.filter(
          ({ startAt }) => startAt === undefined || Date.parse(startAt) <= Date.parse(now),
        );
        const expected = isLateIfDelayed()
          ? 'late'
          : couldBeDelayed.some(({ id }) => isLateIfDelayed(id))
            ? 'at-risk'
            : 'on-track';
        expect(readiness).toBe(expected);
        if (readiness === 'at-risk') expect(isLateIfDelayed(cause)).toBe(true);
        counts[readiness] += 1;
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(5);
});
