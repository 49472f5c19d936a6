import { companySettingsSchema } from '../../src/company/settings';
import { parseInput } from '../../src/domain/field-errors/parse-input';
import { SAMPLE_COMPANY } from '../support/sample-company';

const BERLIN = { title: 'Berlin', timeZone: 'Europe/Berlin', country: 'DE' };
const MINIMAL = { name: 'Acme', currency: 'EUR' };

const listErrors = (settings: object) =>
  (parseInput(companySettingsSchema, settings).fieldErrors ?? []).map(({ field, code }) => `${field} ${code}`);

const listLocationErrors = (changes: object) =>
  listErrors({ ...MINIMAL, locations: { berlin: { ...BERLIN, ...changes } } });

test('a location needs a title, a time zone and a country; it is then open on weekdays from nine to five', () => {
  const { data } = parseInput(companySettingsSchema, { ...MINIMAL, locations: { berlin: BERLIN } });
  expect(data?.locations.berlin).toEqual({
    ...BERLIN,
    workingDays: [1, 2, 3, 4, 5],
    startTime: '09:00',
    endTime: '17:00',
    daysOff: [],
  });
});

test('the sample company has ten locations and is marked as a sample', () => {
  expect(Object.keys(SAMPLE_COMPANY.locations)).toHaveLength(10);
  expect(SAMPLE_COMPANY.isSample).toBe(true);
});

test.each<[string, object, string[]]>([
  ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, ['locations.berlin.timeZone format.time-zone']],
  ['an unknown country', { country: 'XX' }, ['locations.berlin.country country.unknown']],
  ['a state of another country', { state: 'NY' }, ['locations.berlin.state state.unknown']],
  ['no working day', { workingDays: [] }, ['locations.berlin.workingDays empty-list']],
  ['a working day twice', { workingDays: [1, 1] }, ['locations.berlin.workingDays repeated']],
  ['an eighth day of the week', { workingDays: [8] }, ['locations.berlin.workingDays.0 too-large']],
  ['an end before the start of work', { endTime: '08:00' }, ['locations.berlin.endTime not-after-start']],
  ['a time that no clock shows', { endTime: '24:00' }, ['locations.berlin.endTime format.time-of-day']],
  [
    'a day that no calendar has',
    { daysOff: [{ from: '2027-02-30' }] },
    ['locations.berlin.daysOff.0.from format.date'],
  ],
  [
    'days off that end before they begin',
    { daysOff: [{ from: '2027-12-24', to: '2027-12-23' }] },
    ['locations.berlin.daysOff.0.to before-start'],
  ],
  ['a misspelt setting', { timezone: 'UTC' }, ['locations.berlin.timezone unknown-field']],
])('%s is refused', (_what, changes, errors) => {
  expect(listLocationErrors(changes)).toEqual(errors);
});

test.each<[string, object, string[]]>([
  ['a department twice, in another case', { departments: ['HR', 'hr'] }, ['departments repeated']],
  ['a currency that is a word', { currency: 'Euro' }, ['currency format.currency']],
  ['a rate for the currency of the company', { exchangeRates: { EUR: 1 } }, ['exchangeRates invalid']],
  ['a negative rate', { exchangeRates: { USD: -1 } }, ['exchangeRates.USD too-small']],
  ['a location whose code has spaces', { locations: { 'new york': BERLIN } }, ['locations.new york invalid']],
])('%s is refused', (_what, changes, errors) => {
  expect(listErrors({ ...MINIMAL, ...changes })).toEqual(errors);
});
