import type { OnboardingRequest } from './request';

export const formatEmployeeName = ({ employee }: Pick<OnboardingRequest, 'employee'>): string =>
  [employee.preferredName ?? employee.givenName, employee.familyName].filter(Boolean).join(' ');
