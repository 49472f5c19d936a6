import { compareSettings } from '../../src/company/compare-settings';

const BEFORE = {
  name: 'Acme',
  departments: ['HR', 'IT'],
  locations: { berlin: { title: 'Berlin', startTime: '09:00' }, paris: { title: 'Paris' } },
};

test('equal settings have no differences', () => {
  expect(compareSettings(BEFORE, structuredClone(BEFORE))).toEqual([]);
});

test('each difference is named by its path, in order: added, changed, removed', () => {
  const after = {
    name: 'Acme',
    departments: ['HR', 'IT', 'Legal'],
    locations: { berlin: { title: { en: 'Berlin', de: 'Berlin' }, startTime: '08:30' }, rome: { title: 'Rome' } },
  };
  expect(compareSettings(BEFORE, after)).toEqual([
    { path: 'departments', before: ['HR', 'IT'], after: ['HR', 'IT', 'Legal'] },
    { path: 'locations.berlin.startTime', before: '09:00', after: '08:30' },
    { path: 'locations.berlin.title', before: 'Berlin', after: { en: 'Berlin', de: 'Berlin' } },
    { path: 'locations.paris', before: { title: 'Paris' }, after: undefined },
    { path: 'locations.rome', before: undefined, after: { title: 'Rome' } },
  ]);
});
