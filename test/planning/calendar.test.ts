import { BusinessCalendar } from '../../src/planning/business-calendar';
import type { RelativeTime } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { businessDays, dayOneAt, dayOneStart, days } from '../../src/planning/dsl';
import { catchRejection } from '../support/catch-rejection';
import { getLocation } from '../support/sample-company';

const createCalendar = (code: string): BusinessCalendar => new BusinessCalendar(getLocation(code));

const BERLIN = getLocation('berlin');
/** Closed between the years and on a Wednesday, early risers. */
const createOwnCalendar = (): BusinessCalendar =>
  new BusinessCalendar({
    ...{ ...BERLIN, workingDays: [1, 2, 3, 4], startTime: '07:30', endTime: '15:30' },
    daysOff: [{ from: '2027-12-24', to: '2027-12-31' }, { from: '2027-03-03' }],
  });

describe('business days', () => {
  test.each<[string, string, number, string, string]>([
    ['berlin', '2027-01-04', -1, '2026-12-31', 'skips the week-end and New Year'],
    ['berlin', '2026-12-28', -1, '2026-12-24', 'skips Christmas; Christmas Eve is a working day'],
    ['berlin', '2027-03-09', -1, '2027-03-05', 'skips International Women’s Day'],
    ['munich', '2027-03-09', -1, '2027-03-08', 'which is no holiday in Bavaria'],
    ['new-york', '2026-11-27', -1, '2026-11-25', 'skips Thanksgiving'],
    ['london', '2027-04-05', -5, '2027-03-25', 'skips Good Friday and Easter Monday'],
    ['tel-aviv', '2027-03-08', -1, '2027-03-07', 'works on Sunday'],
    ['berlin', '2027-03-01', 5, '2027-03-09', 'counts forwards over a week-end and a holiday'],
    ['berlin', '2027-03-01', 0, '2027-03-01', 'nothing to count'],
  ])('%s: %s %d → %s (%s)', (code, date, count, expected) => {
    expect(createCalendar(code).addBusinessDays(date, count)).toBe(expected);
  });

  test('a location without working days throws instead of looping', () => {
    const daysOff = [{ from: '2027-01-01', to: '2027-12-31' }];
    const closed = new BusinessCalendar({ ...BERLIN, title: 'Nowhere', daysOff });
    expect(catchRejection(() => closed.addBusinessDays('2027-03-01', 1)).reason).toEqual(
      createReason('not-plannable.no-business-day', { title: 'Nowhere', date: '2027-03-01' }),
    );
  });
});

test.each<[string, string, boolean | undefined, string]>([
  ['berlin', '2027-01-03', true, 'a Sunday'],
  ['berlin', '2027-01-01', true, 'New Year'],
  ['berlin', '2027-03-08', true, 'International Women’s Day'],
  ['munich', '2027-03-08', undefined, 'no holiday in Bavaria'],
  ['tel-aviv', '2027-03-07', undefined, 'a Sunday, on which people work there'],
])('the first day in %s on %s is a day off: %s (%s)', (code, date, expected) => {
  expect(createCalendar(code).buildDayOne(date).isDayOff).toBe(expected);
});

describe('a location of one’s own', () => {
  test('its days off and working days count, besides the public holidays', () => {
    const calendar = createOwnCalendar();
    expect(calendar.addBusinessDays('2027-12-23', 1)).toBe('2028-01-03');
    expect(calendar.addBusinessDays('2027-03-02', 1)).toBe('2027-03-04');
    expect(calendar.addBusinessDays('2027-03-04', 1)).toBe('2027-03-09');
    expect(calendar.buildDayOne('2027-12-27')).toMatchObject({ isDayOff: true });
  });

  test('its day begins and ends at its own hours', () => {
    const calendar = createOwnCalendar();
    expect(calendar.buildDayOne('2027-03-02')).toMatchObject({
      startsAt: '2027-03-02T06:30:00Z',
      endsAt: '2027-03-02T14:30:00Z',
    });
    expect(calendar.resolveRelativeTime(businessDays(-1), '2027-03-02')).toBe('2027-03-01T06:30:00Z');
    expect(calendar.resolveRelativeTime(dayOneStart(-2), '2027-03-02')).toBe('2027-03-02T04:30:00Z');
    expect(calendar.resolveRelativeTime(dayOneStart(), '2027-03-02')).toBe('2027-03-02T06:30:00Z');
  });
});

describe('instants', () => {
  test.each<[string, string, RelativeTime, string, string]>([
    ['berlin', '2027-03-26', dayOneAt('07:00'), '2027-03-26T06:00:00Z', 'winter time'],
    ['berlin', '2027-03-29', dayOneAt('07:00'), '2027-03-29T05:00:00Z', 'the day after the change to summer time'],
    ['berlin', '2027-03-28', dayOneStart(-7), '2027-03-28T00:00:00Z', 'seven hours before, across the change'],
    ['berlin', '2027-03-28', dayOneAt('02:30'), '2027-03-28T01:30:00Z', 'a time that the change skips'],
    ['new-york', '2027-03-14', dayOneAt('07:00'), '2027-03-14T11:00:00Z', 'the day of the change'],
    ['berlin', '2027-03-30', businessDays(-1), '2027-03-25T08:00:00Z', 'before Easter and before the change'],
    ['berlin', '2027-03-01', days(30), '2027-03-31T07:00:00Z', 'thirty days on, in summer time'],
  ])('%s %s %j → %s (%s)', (code, date, moment, expected) => {
    expect(createCalendar(code).resolveRelativeTime(moment, date)).toBe(expected);
  });

  test('adding business days keeps the time of day across a clock change', () => {
    expect(createCalendar('berlin').addBusinessDaysToInstant('2027-03-25T14:15:00Z', 1)).toBe('2027-03-30T13:15:00Z');
  });

  test('adding business days keeps seconds, and may be negative', () => {
    expect(createCalendar('berlin').addBusinessDaysToInstant('2027-03-01T14:15:30.250Z', 1)).toBe(
      '2027-03-02T14:15:30.250Z',
    );
    expect(createCalendar('berlin').addBusinessDaysToInstant('2027-03-30T13:15:00Z', -1)).toBe('2027-03-25T14:15:00Z');
  });

  test.each<[string, string, number, string, string]>([
    ['berlin', '2027-03-01T08:00:00Z', 0, '2027-03-01T08:00:00Z', 'no duration: begins at the end'],
    ['berlin', '2027-03-01T08:00:00Z', 1, '2027-02-26T08:00:00Z', 'over a week-end'],
    ['berlin', '2027-03-30T07:00:00Z', 1, '2027-03-25T08:00:00Z', 'over Easter and a clock change'],
    ['berlin', '2027-03-07T08:00:00Z', 1, '2027-03-04T22:59:59.999Z', 'due on a Sunday: ends by Friday'],
  ])('%s: to end by %s after %d business days, begin at %s (%s)', (code, end, count, begin) => {
    expect(createCalendar(code).findLatestStart(end, count)).toBe(begin);
  });

  test('the local date depends on the location', () => {
    expect(createCalendar('singapore').toLocalDate('2027-01-01T20:00:00Z')).toBe('2027-01-02');
    expect(createCalendar('san-francisco').toLocalDate('2027-01-01T05:00:00Z')).toBe('2026-12-31');
  });
});
