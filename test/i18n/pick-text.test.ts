import { pickText, pickTexts } from '../../src/i18n/pick-text';

const TITLE = { en: 'Reserve a desk', de: 'Schreibtisch reservieren' };

test('a text is picked by language; a mere string is the text in every language', () => {
  expect(pickText(TITLE, 'en')).toBe(TITLE.en);
  expect(pickText(TITLE, 'de')).toBe(TITLE.de);
  expect(pickText('Berlin', 'de')).toBe('Berlin');
});

test('texts are picked at any depth, and what people and activities wrote stays', () => {
  const asWritten = { request: { note: TITLE }, answers: { note: TITLE }, result: TITLE, count: null };
  expect(pickTexts({ steps: [{ title: TITLE, form: [{ label: TITLE }] }], ...asWritten }, 'de')).toEqual({
    steps: [{ title: TITLE.de, form: [{ label: TITLE.de }] }],
    ...asWritten,
  });
});
