import type { OnboardingRequest } from './request';

/** The name a new hire goes by. */
export const formatEmployeeName = ({ employee }: Pick<OnboardingRequest, 'employee'>): string =>
  `${employee.preferredName ?? employee.givenName} ${employee.familyName}`;
