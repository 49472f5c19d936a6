import { readDaysOff } from '../../src/company/read-days-off';

const RANGE = { from: '2027-01-01', to: '2029-12-31' };

const buildCalendar = (...events: string[][]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR'].join(
    '\r\n',
  );

test('all-day events are days off, and the end is the day after the last one', () => {
  const text = buildCalendar(
    ['UID:1', 'DTSTART;VALUE=DATE:20271224', 'DTEND;VALUE=DATE:20280102', 'SUMMARY:Christmas\\, New Year'],
    ['UID:2', 'DTSTART;VALUE=DATE:20270520', 'SUMMARY:Vesak Day'],
  );
  expect(readDaysOff(text, RANGE)).toEqual([
    { from: '2027-05-20', title: 'Vesak Day' },
    { from: '2027-12-24', to: '2028-01-01', title: 'Christmas, New Year' },
  ]);
});

test('a yearly event is a day off each year, except where it is excepted', () => {
  const text = buildCalendar([
    'UID:1',
    'DTSTART;VALUE=DATE:20200703',
    'RRULE:FREQ=YEARLY',
    'EXDATE;VALUE=DATE:20280703',
    'SUMMARY:Foundation day',
  ]);
  expect(readDaysOff(text, RANGE)?.map(({ from }) => from)).toEqual(['2027-07-03', '2029-07-03']);
});

test('meetings and days of other years are left out', () => {
  const text = buildCalendar(
    ['UID:1', 'DTSTART:20270520T090000Z', 'DTEND:20270520T100000Z', 'SUMMARY:A meeting'],
    ['UID:2', 'DTSTART;VALUE=DATE:20261231', 'SUMMARY:Too early'],
    ['UID:3', 'DTSTART;VALUE=DATE:20300101', 'SUMMARY:Too late'],
    ['UID:4', 'DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270103'],
  );
  expect(readDaysOff(text, RANGE)).toEqual([{ from: '2026-12-30', to: '2027-01-02' }]);
});

test.each(['', 'hello', '{"json": true}', 'BEGIN:VCARD\r\nEND:VCARD', 'BEGIN:VCALENDAR'])(
  '%j is no calendar',
  (text) => {
    expect(readDaysOff(text, RANGE)).toBeUndefined();
  },
);
