import type { ReminderScheduleInput } from '../../src/domain/planning-activities';
import { computeReminderSchedule } from '../../src/planning/reminder-schedule';
import { CalendarCache } from '../../src/planning/business-calendar';
import { LOCATIONS } from '../../src/planning/locations';
import type { Absence } from '../../src/planning/planner';
import { CARLA, FIN, GRACE, HUGO, IVO, createTestPlanner } from './support';
import { activity } from '../../src/planning/dsl';

const planner = createTestPlanner({ a: activity('x') });
const call = (changes: Partial<ReminderScheduleInput> = {}): ReminderScheduleInput => ({
  people: [GRACE],
  openedAt: '2027-03-25T14:15:30Z',
  location: 'berlin',
  ...changes,
});
const away = (who: typeof GRACE, deputy: typeof GRACE, from = '2027-03-01', to = '2027-03-31'): Absence => ({
  email: who.email,
  from,
  to,
  deputy,
});
const standIns = (absences: Absence[], changes: Partial<ReminderScheduleInput> = {}) =>
  planner.computeReminderSchedule(call(changes), absences).standIns;

test('reminder, escalation and expiry count business days where people work, over Easter and into summer time', () => {
  expect(planner.computeReminderSchedule(call({ remindAfter: 1, escalateAfter: 2, expireAfter: 10 }), [])).toEqual({
    remindAt: '2027-03-30T13:15:30Z',
    escalateAt: '2027-03-31T13:15:30Z',
    expireAt: '2027-04-12T13:15:30Z',
    standIns: [],
  });
  expect(planner.computeReminderSchedule(call({ remindAfter: 1, location: 'new-york' }), []).remindAt).toBe(
    '2027-03-26T14:15:30Z',
  );
});

test('without patience nothing is planned', () => {
  expect(planner.computeReminderSchedule(call(), [])).toEqual({ standIns: [] });
});

describe('whoever is away is stood in for', () => {
  test.each<[string, Absence[], ReturnType<typeof standIns>]>([
    ['by the deputy', [away(GRACE, IVO)], [{ of: GRACE.email, deputy: IVO }]],
    ['on the first day', [away(GRACE, IVO, '2027-03-25', '2027-03-26')], [{ of: GRACE.email, deputy: IVO }]],
    ['on the last day', [away(GRACE, IVO, '2027-03-01', '2027-03-25')], [{ of: GRACE.email, deputy: IVO }]],
    ['not before', [away(GRACE, IVO, '2027-03-26', '2027-03-31')], []],
    ['not after', [away(GRACE, IVO, '2027-03-01', '2027-03-24')], []],
    ['by the deputy of a deputy who is away', [away(GRACE, IVO), away(IVO, FIN)], [{ of: GRACE.email, deputy: FIN }]],
    ['by nobody in a circle', [away(GRACE, IVO), away(IVO, FIN), away(FIN, IVO)], []],
    ['by nobody where they named themselves', [away(GRACE, GRACE)], []],
    ['but not for others', [away(IVO, FIN)], []],
  ])('%s', (_name, absences, expected) => {
    expect(standIns(absences)).toEqual(expected);
  });

  test('the day is that of the location', () => {
    const openedAt = '2027-03-25T16:30:00Z';
    const absences = [away(GRACE, IVO, '2027-03-26', '2027-03-26')];
    expect(standIns(absences, { openedAt })).toEqual([]);
    expect(standIns(absences, { openedAt, location: 'singapore' })).toHaveLength(1);
  });

  test('by nobody who may not answer', () => {
    const absences = [away(GRACE, IVO), away(CARLA, HUGO)];
    expect(standIns(absences, { people: [GRACE, CARLA], excluded: [IVO.email] })).toEqual([
      { of: CARLA.email, deputy: HUGO },
    ]);
  });
});

test('it is pure: the calendar can be given', () => {
  const berlin = LOCATIONS.berlin;
  if (berlin === undefined) throw new Error('no Berlin');
  const arrangement = computeReminderSchedule(
    call({ expireAfter: 1 }),
    { absences: [] },
    new CalendarCache().get(berlin),
  );
  expect(arrangement).toEqual({ expireAt: '2027-03-30T13:15:30Z', standIns: [] });
});

test('a location that is no longer there says what to do', () => {
  expect(() => planner.computeReminderSchedule(call({ location: 'atlantis' }), [])).toThrow(
    'The location atlantis is no longer known; add it to the locations again until its onboardings have ended.',
  );
});
