import type { OnboardingRequest } from '../../src/domain/request';
import { contractLongerThan, employedAs, worksInTheOffice, worksRemotely } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';

const hired = (job: Partial<OnboardingRequest['job']>, startDate = '2027-03-01') => ({
  request: createRequest({ startDate, job: { ...createRequest().job, ...job } }),
  equipmentCostCents: 0,
});

describe('a contract is longer than six months', () => {
  test.each<[string, string | undefined, boolean, string]>([
    ['2027-03-01', '2027-08-31', false, 'exactly six: the last day is worked'],
    ['2027-03-01', '2027-09-01', true, 'six and a day'],
    ['2027-08-31', '2028-02-28', false, 'months of different length'],
    ['2027-08-31', '2028-02-29', true, 'a leap day'],
    ['2027-03-01', undefined, false, 'without a last day nothing is said'],
  ])('%s to %s: %s (%s)', (startDate, endDate, expected) => {
    expect(contractLongerThan({ months: 6 }).holds(hired({ endDate }, startDate))).toBe(expected);
  });
});

test('where and as what somebody works', () => {
  expect(worksRemotely.holds(hired({ remote: true }))).toBe(true);
  expect(worksInTheOffice.holds(hired({ remote: true }))).toBe(false);
  expect(employedAs('intern', 'contractor').holds(hired({ employmentType: 'intern' }))).toBe(true);
  expect(employedAs('intern', 'contractor').holds(hired({ employmentType: 'employee' }))).toBe(false);
});
