import type { OnboardingRequest } from './request';

/** The name a new hire goes by. */
export const employeeNameOf = ({ employee }: Pick<OnboardingRequest, 'employee'>): string =>
  `${employee.preferredName ?? employee.givenName} ${employee.familyName}`;
