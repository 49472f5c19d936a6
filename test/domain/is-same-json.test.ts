import { isSameJson } from '../../src/domain/is-same-json';

test.each([
  [
    'members in another order',
    { system: 'crm', groups: [{ a: 1, b: 2 }] },
    { groups: [{ b: 2, a: 1 }], system: 'crm' },
  ],
  ['a member that is undefined', { system: 'crm', licence: undefined }, { system: 'crm' }],
  ['nothing', undefined, undefined],
])('%s: the same', (_name, a, b) => {
  expect(isSameJson(a, b)).toBe(true);
});

test.each([
  ['a list in another order', ['a', 'b'], ['b', 'a']],
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }],
  ['null', { a: null }, {}],
])('%s: not the same', (_name, a, b) => {
  expect(isSameJson(a, b)).toBe(false);
});
