import { measureElapsedTime } from '../../src/i18n/formatters';
import { LOCALES, MESSAGES } from '../../src/i18n/locales';
import { findMessage, getTranslator, translate } from '../../src/i18n/translate';
import { ERRORS } from '../../src/lib/errors';

test('a message is formatted in the language of the reader', () => {
  expect(translate('en', 'charts.between', { from: '1 Mar', to: '5 Mar' })).toBe('1 Mar to 5 Mar');
  expect(getTranslator('de')('tasks.title')).toBe('Meine Aufgaben');
});

test('a number chooses the plural', () => {
  const [one, many] = [1, 12].map((count) => translate('en', 'preview.allSteps', { count }));
  expect([one, many]).toEqual(['1 step', 'All 12 steps']);
});

test.each([
  [0, 'just now', 'gerade eben'],
  [59_999, 'just now', 'gerade eben'],
  [60_000, 'for 1 minute', 'seit 1 Minute'],
  [59 * 60_000, 'for 59 minutes', 'seit 59 Minuten'],
  [3_600_000, 'for 1 hour', 'seit 1 Stunde'],
  [47 * 3_600_000, 'for 1 day', 'seit 1 Tag'],
  [48 * 3_600_000, 'for 2 days', 'seit 2 Tagen'],
  [-1, 'just now', 'gerade eben'],
])('a request that is open for %d ms is shown as waiting %s', (durationMs, inEnglish, inGerman) => {
  const elapsed = measureElapsedTime('2027-03-01T09:00:00Z', Date.parse('2027-03-01T09:00:00Z') + durationMs);
  expect(translate('en', 'onboarding-list.since', elapsed)).toBe(inEnglish);
  expect(translate('de', 'onboarding-list.since', elapsed)).toBe(inGerman);
});

test('a missing value is an error, not a gap in the text', () => {
  expect(() => translate('en', 'charts.between', { from: '1 Mar' })).toThrow('"to"');
});

test.each(['timeline.no-such-kind', 'no-such-room.key', 'flash.constructor', '__proto__.toString', 'tasks', ''])(
  'the key “%s” from data does not exist',
  (key) => {
    for (const locale of LOCALES) expect(findMessage(locale, key)).toBeUndefined();
  },
);

test.each(LOCALES)('every problem has a title in %s', (locale) => {
  expect(Object.keys(MESSAGES[locale].problems).sort()).toEqual(Object.keys(ERRORS).sort());
});
