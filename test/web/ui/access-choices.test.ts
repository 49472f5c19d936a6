import { diffAccess, readAccess, toAccessFields } from '../../../src/web/ui/access-choices';

const ACCESS = { add: [{ system: 'crm', groups: ['sales'], licence: 'pro' }], remove: ['chat'] };

test('fields that nobody touched change nothing, groups included', () => {
  expect(diffAccess(ACCESS, toAccessFields(ACCESS))).toBeUndefined();
  expect(diffAccess(undefined, { 'access.crm': '', 'access.chat': '' })).toBeUndefined();
});

test('a page without these fields changes nothing', () => {
  expect(diffAccess(ACCESS, { note: 'x' })).toBeUndefined();
});

test('another choice keeps the groups of what stays', () => {
  const fields = { ...toAccessFields(ACCESS), 'access.chat': '', 'access.cloud': 'add' };
  expect(diffAccess(ACCESS, fields)).toEqual({
    add: [
      { system: 'crm', groups: ['sales'], licence: 'pro' },
      { system: 'cloud', groups: [] },
    ],
    remove: [],
  });
});

test('everything as in the profile removes the wish', () => {
  expect(diffAccess(ACCESS, { 'access.crm': '', 'access.chat': '' })).toBeNull();
  expect(readAccess({ 'access.crm': '' })).toBeUndefined();
});
