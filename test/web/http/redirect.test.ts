import { toLocalPath } from '../../../src/web/http/redirect';

test.each([
  ['/tasks', '/tasks'],
  ['/onboardings?q=a%2Fb', '/onboardings?q=a%2Fb'],
  ['/a/../tasks', '/tasks'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['tasks', '/'],
  [undefined, '/'],
])('%j leads to %s', (path, expected) => {
  expect(toLocalPath(path)).toBe(expected);
});
