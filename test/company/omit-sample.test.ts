import { omitSample } from '../../src/company/omit-sample';
import { companySettingsSchema, UNSET_COMPANY } from '../../src/company/settings';
import { loadSampleCompany } from '../../src/database/sample-data';

const sample = loadSampleCompany();

test('of the unchanged sample nothing is left but the currency', () => {
  expect(companySettingsSchema.parse(omitSample(sample, sample))).toEqual(
    companySettingsSchema.parse({ name: UNSET_COMPANY.name, currency: 'EUR' }),
  );
});

test('an entry that was added or changed is the company’s own and stays', () => {
  const { berlin } = sample.locations;
  if (berlin === undefined) throw new Error('no Berlin');
  const locations = { ...sample.locations, berlin: { ...berlin, startTime: '08:00' }, rome: { ...berlin } };
  const departments = [...sample.departments, 'Research'];
  const left = omitSample({ ...sample, locations, departments, supportContact: 'help@acme.example' }, sample);
  expect(Object.keys(left.locations)).toEqual(['berlin', 'rome']);
  expect(left).toMatchObject({ departments: ['Research'], supportContact: 'help@acme.example', isSample: false });
});

test('what a profile of the company’s own names stays with it', () => {
  const [system = ''] = Object.keys(sample.systems);
  const own = { title: 'Ours', when: { location: ['vienna'], department: ['legal'] }, accounts: [{ system }] };
  const settings = companySettingsSchema.parse({ ...sample, profiles: { ...sample.profiles, own } });
  const left = companySettingsSchema.parse(omitSample(settings, sample));
  expect(Object.keys(left.profiles)).toEqual(['own']);
  expect(Object.keys(left.systems)).toEqual([system]);
  expect(Object.keys(left.locations)).toEqual(['vienna']);
  expect(left.departments).toEqual(['Legal']);
});

test('settings that are no longer the sample stay as a whole', () => {
  const own = { ...sample, isSample: false };
  expect(omitSample(own, sample)).toEqual(own);
});
