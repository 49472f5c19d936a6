import { parseInput } from '../../../src/domain/field-errors/parse-input';
import { multilineTextSchema, singleLineTextSchema } from '../../../src/domain/text/schemas';

const parseName = (value: unknown) => parseInput(singleLineTextSchema(40), value);
const getCode = (value: unknown) => parseName(value).fieldErrors?.[0]?.code;

test.each([
  ['zero-width spaces', '\u200b\u200b'],
  ['a Hangul filler', '\u3164'],
  ['joiners', '\u200d\u200c'],
  ['no-break spaces', '\u00a0\u2007'],
])('a name of %s alone is empty', (_what, name) => {
  expect(getCode(name)).toBe('empty');
});

test.each([
  ['+49 30 1234', '\u202a+49 30 1234\u202c'],
  ['Zoë', 'Zoe\u0308'],
  ['Müller', '\ufeffMu\u0308ller\u200e'],
  // Joiners belong to the spelling of many names.
  ['علی\u200cرضا', 'علی\u200cرضا'],
  ['👩‍💻', '👩‍💻'],
])('%s is kept in one normal form', (expected, typed) => {
  expect(parseName(typed)).toEqual({ data: expected });
});

test.each(['M\ufffdller', '\ufffd'])('%s has lost a character, and says so', (name) => {
  expect(getCode(name)).toBe('lost-characters');
});

test.each(['a\u0007b', 'a\nb', 'a\u2028b'])('%j has control characters', (name) => {
  expect(getCode(name)).toBe('control-characters');
});

test('the length is that of the normal form', () => {
  expect(parseName('u\u0308'.repeat(40)).data).toHaveLength(40);
  expect(getCode('ü'.repeat(41))).toBe('too-long');
});

test('a text of several lines may be empty, and keeps its line breaks', () => {
  const parse = (value: string) => parseInput(multilineTextSchema(40), value).data;
  expect(parse(' \u200b ')).toBe('');
  expect(parse('Far Road 1\n\u202aBerlin\u202c')).toBe('Far Road 1\nBerlin');
});
