import type { OnboardingRequest } from '../../src/domain/request';
import { contractLongerThan, employedAs, worksInTheOffice, worksRemotely } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';

const createOnboardingFacts = (job: Partial<OnboardingRequest['job']>, startDate = '2027-03-01') => ({
  request: createRequest({ startDate, job: { ...createRequest().job, ...job } }),
  equipmentCostCents: 0,
  access: { profiles: [], accounts: [], equipment: [], trainings: [], deviations: [] },
});

describe('a contract is longer than six months', () => {
  test.each<[string, string | undefined, boolean, string]>([
    ['2027-03-01', '2027-08-31', false, 'exactly six: the last day is worked'],
    ['2027-03-01', '2027-09-01', true, 'six and a day'],
    ['2027-08-31', '2028-02-28', false, 'months of different length'],
    ['2027-08-31', '2028-02-29', true, 'a leap day'],
    ['2027-03-01', undefined, false, 'without an end date'],
  ])('%s to %s: %s (%s)', (startDate, endDate, expected) => {
    expect(contractLongerThan({ months: 6 }).holds(createOnboardingFacts({ endDate }, startDate))).toBe(expected);
  });
});

test('conditions on place of work and employment type', () => {
  expect(worksRemotely.holds(createOnboardingFacts({ remote: true }))).toBe(true);
  expect(worksInTheOffice.holds(createOnboardingFacts({ remote: true }))).toBe(false);
  expect(employedAs('intern', 'contractor').holds(createOnboardingFacts({ employmentType: 'intern' }))).toBe(true);
  expect(employedAs('intern', 'contractor').holds(createOnboardingFacts({ employmentType: 'employee' }))).toBe(false);
});
