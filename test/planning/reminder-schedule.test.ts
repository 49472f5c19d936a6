import { createReason } from '../../src/domain/reasons/reason';
import { catchRejection } from '../support/catch-rejection';
import type { ReminderScheduleInput } from '../../src/domain/planning-activities';
import { computeReminderSchedule } from '../../src/planning/reminder-schedule';
import { CalendarCache } from '../../src/planning/business-calendar';
import { LOCATIONS, SAMPLE_COMPANY } from '../support/sample-company';
import type { Absence } from '../../src/planning/planning-facts';
import { CARLA, FIN, GRACE, HUGO, IVO, createTestPlanner } from './support';
import { activity } from '../../src/planning/dsl';

const planner = createTestPlanner({ a: activity('x') });
const createCall = (changes: Partial<ReminderScheduleInput> = {}): ReminderScheduleInput => ({
  people: [GRACE],
  openedAt: '2027-03-25T14:15:30Z',
  location: 'berlin',
  neededBy: '2027-06-01T07:00:00Z',
  ...changes,
});
const createAbsence = (
  person: typeof GRACE,
  deputy: typeof GRACE,
  from = '2027-03-01',
  to = '2027-03-31',
): Absence => ({
  email: person.email,
  from,
  to,
  deputy,
});
const FACTS = { absences: [], company: SAMPLE_COMPANY };

const findSubstitutes = (absences: Absence[], changes: Partial<ReminderScheduleInput> = {}) =>
  planner.computeReminderSchedule(createCall(changes), { absences, company: SAMPLE_COMPANY }).substitutes;

test('reminder, escalation and expiry count local business days', () => {
  expect(
    planner.computeReminderSchedule(createCall({ remindAfter: 1, escalateAfter: 2, expireAfter: 10 }), FACTS),
  ).toEqual({
    remindAt: '2027-03-30T13:15:30Z',
    escalateAt: '2027-03-31T13:15:30Z',
    expireAt: '2027-04-12T13:15:30Z',
    substitutes: [],
  });
  expect(planner.computeReminderSchedule(createCall({ remindAfter: 1, location: 'new-york' }), FACTS).remindAt).toBe(
    '2027-03-26T14:15:30Z',
  );
});

test('reminder and escalation come before a first day that is near, at a third and two thirds of the time', () => {
  const schedule = (openedAt: string) =>
    planner.computeReminderSchedule(
      createCall({ openedAt, neededBy: '2027-03-11T08:00:00Z', remindAfter: 2, escalateAfter: 4, expireAfter: 10 }),
      FACTS,
    );
  // Monday 8 March to Thursday: 72 hours.
  expect(schedule('2027-03-08T08:00:00Z')).toMatchObject({
    remindAt: '2027-03-09T08:00:00.000Z',
    escalateAt: '2027-03-10T08:00:00.000Z',
    expireAt: '2027-03-22T08:00:00Z',
  });
  // Far enough, and on the first day itself, the days of the plan count.
  expect(schedule('2027-03-03T08:00:00Z')).toMatchObject({ escalateAt: '2027-03-10T08:00:00Z' });
  expect(schedule('2027-03-11T08:00:00Z')).toMatchObject({ escalateAt: '2027-03-17T08:00:00Z' });
});

test('a reminder without an escalation comes before the first day, too', () => {
  const call = { openedAt: '2027-03-08T08:00:00Z', neededBy: '2027-03-09T08:00:00Z', remindAfter: 3 };
  expect(planner.computeReminderSchedule(createCall(call), FACTS).remindAt).toBe('2027-03-09T00:00:00.000Z');
});

test('without durations nothing is scheduled', () => {
  expect(planner.computeReminderSchedule(createCall(), FACTS)).toEqual({ substitutes: [] });
});

describe('substitutes of absent people', () => {
  test.each<[string, Absence[], ReturnType<typeof findSubstitutes>]>([
    ['the deputy', [createAbsence(GRACE, IVO)], [{ representedEmail: GRACE.email, deputy: IVO }]],
    [
      'on the first day',
      [createAbsence(GRACE, IVO, '2027-03-25', '2027-03-26')],
      [{ representedEmail: GRACE.email, deputy: IVO }],
    ],
    [
      'on the last day',
      [createAbsence(GRACE, IVO, '2027-03-01', '2027-03-25')],
      [{ representedEmail: GRACE.email, deputy: IVO }],
    ],
    ['not before the absence', [createAbsence(GRACE, IVO, '2027-03-26', '2027-03-31')], []],
    ['not after the absence', [createAbsence(GRACE, IVO, '2027-03-01', '2027-03-24')], []],
    [
      'the deputy of an absent deputy',
      [createAbsence(GRACE, IVO), createAbsence(IVO, FIN)],
      [{ representedEmail: GRACE.email, deputy: FIN }],
    ],
    ['nobody in a cycle', [createAbsence(GRACE, IVO), createAbsence(IVO, FIN), createAbsence(FIN, IVO)], []],
    ['nobody if they named themselves', [createAbsence(GRACE, GRACE)], []],
    ['not for others', [createAbsence(IVO, FIN)], []],
  ])('%s', (_name, absences, expected) => {
    expect(findSubstitutes(absences)).toEqual(expected);
  });

  test('the local date counts', () => {
    const openedAt = '2027-03-25T16:30:00Z';
    const absences = [createAbsence(GRACE, IVO, '2027-03-26', '2027-03-26')];
    expect(findSubstitutes(absences, { openedAt })).toEqual([]);
    expect(findSubstitutes(absences, { openedAt, location: 'singapore' })).toHaveLength(1);
  });

  test('excluded people are not substitutes', () => {
    const absences = [createAbsence(GRACE, IVO), createAbsence(CARLA, HUGO)];
    expect(findSubstitutes(absences, { people: [GRACE, CARLA], excluded: [IVO.email] })).toEqual([
      { representedEmail: CARLA.email, deputy: HUGO },
    ]);
  });
});

test('is pure: the calendar is a parameter', () => {
  const berlin = LOCATIONS.berlin;
  if (berlin === undefined) throw new Error('no Berlin');
  const schedule = computeReminderSchedule(createCall({ expireAfter: 1 }), FACTS, new CalendarCache().get(berlin));
  expect(schedule).toEqual({ expireAt: '2027-03-30T13:15:30Z', substitutes: [] });
});

test('an unknown location is reported', () => {
  const work = () => planner.computeReminderSchedule(createCall({ location: 'atlantis' }), FACTS);
  expect(catchRejection(work).reason).toEqual(createReason('not-possible.location', { location: 'atlantis' }));
});
