import { parseInput } from '../../../src/domain/field-errors/parse-input';
import { emailSchema } from '../../../src/domain/text/schemas';

const parseEmail = (value: unknown) => parseInput(emailSchema(), value);

test.each([
  ['user@münchen.de', 'user@xn--mnchen-3ya.de'],
  ['User@MÜNCHEN.de', 'user@xn--mnchen-3ya.de'],
  ['user@mu\u0308nchen.de', 'user@xn--mnchen-3ya.de'],
  ['user@xn--mnchen-3ya.de', 'user@xn--mnchen-3ya.de'],
  ['user@XN--MNCHEN-3YA.DE', 'user@xn--mnchen-3ya.de'],
  ['info@例え。テスト', 'info@xn--r8jz45g.xn--zckzah'],
  // The local part stays ASCII: few mail servers deliver any other.
  ['почта@пример.рф', undefined],
  [' Ada@Example.org ', 'ada@example.org'],
])('the address %s is %s', (typed, expected) => {
  expect(parseEmail(typed).data).toBe(expected);
});

test.each(["!#$%&'*+-/=?^_`{|}~@example.org", 'a.b.c@example.org', "o'brien@example.org"])(
  'the local part of %s has atoms of RFC 5321',
  (address) => {
    expect(parseEmail(address).data).toBe(address);
  },
);

test.each([
  'münchen.de',
  '@example.org',
  'a@',
  'a@localhost',
  'a@example.1',
  'a@127.0.0.1',
  '.a@example.org',
  'a.@example.org',
  'a..b@example.org',
  'a b@example.org',
  'a@b@example.org',
  'a@-example.org',
  'a@exam_ple.org',
  'a@ü/.example.org',
  'a@ü:80.example.org',
  'a@ü%2eexample.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'ü'.repeat(64)}.org`,
  'a\u0000@example.org',
  '',
])('%j is no address', (address) => {
  expect(parseEmail(address).fieldErrors).toMatchObject([{ code: 'format.email' }]);
});

test('an address is at most 254 characters long', () => {
  const longest = `a@${`${'b'.repeat(60)}.`.repeat(4)}${'c'.repeat(8)}`;
  expect(longest).toHaveLength(254);
  expect(parseEmail(longest).data).toBe(longest);
  expect(parseEmail(`${longest}c`).fieldErrors).toMatchObject([{ code: 'too-long' }]);
});
