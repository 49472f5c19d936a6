import { getFormatters } from '../../src/i18n/formatters';

const AFTERNOON = Date.parse('2026-11-28T14:00:00Z');

test.each([
  ['2026-11-30T08:00:00Z', 'Europe/Berlin', 'in 2 days', 'übermorgen'],
  ['2026-11-29T08:00:00Z', 'Europe/Berlin', 'tomorrow', 'morgen'],
  ['2026-12-03T13:00:00Z', 'Europe/Berlin', 'in 5 days', 'in 5 Tagen'],
  ['2026-11-27T23:30:00Z', 'Europe/Berlin', '14 hours ago', 'vor 14 Stunden'],
  ['2026-11-27T20:00:00Z', 'Europe/Berlin', 'yesterday', 'gestern'],
  ['2026-11-28T17:30:00Z', 'Europe/Berlin', 'in 3 hours', 'in 3 Stunden'],
  // The 29th in Tokyo has begun an hour before this `now`: what comes at 09:00 there comes today.
  ['2026-11-29T00:00:00Z', 'Asia/Tokyo', 'tomorrow', 'morgen'],
  ['2026-11-28T14:00:20Z', 'Europe/Berlin', 'now', 'jetzt'],
])('%s in %s is %s', (iso, timeZone, english, german) => {
  expect(getFormatters('en').formatRelativeTime(iso, timeZone, AFTERNOON)).toBe(english);
  expect(getFormatters('de').formatRelativeTime(iso, timeZone, AFTERNOON)).toBe(german);
});
