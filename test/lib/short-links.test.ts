import { randomUUID } from 'node:crypto';
import { decodeUuid, encodeUuid } from '../../src/lib/short-links';

test('a UUID becomes 22 characters, and the same UUID again', () => {
  for (const uuid of ['00000000-0000-0000-0000-000000000000', randomUUID()]) {
    expect(encodeUuid(uuid)).toMatch(/^[\w-]{22}$/);
    expect(decodeUuid(encodeUuid(uuid))).toBe(uuid);
  }
});

test.each([
  '',
  'abc',
  `${encodeUuid(randomUUID())}A`,
  encodeUuid(randomUUID()).slice(1),
  '../../../etc/passwd..',
  '/'.repeat(22),
])('“%s” is the code of nothing', (code) => {
  expect(decodeUuid(code)).toBeUndefined();
});
