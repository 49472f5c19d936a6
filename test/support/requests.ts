import type { OnboardingRequest } from '../../src/domain/request';

/** Creates a request that is valid against the sample data. */
export function createRequest(changes: Partial<OnboardingRequest> = {}): OnboardingRequest {
  return {
    employee: { givenName: 'Ada', familyName: 'Lovelace', personalEmail: 'ada@example.org' },
    job: {
      title: 'Engineer',
      department: 'Engineering',
      location: 'berlin',
      employmentType: 'employee',
      remote: false,
    },
    manager: { name: 'Grace Hopper', email: 'grace@example.com' },
    startDate: '2027-03-01',
    ...changes,
  };
}
