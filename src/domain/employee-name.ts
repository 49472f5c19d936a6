import type { OnboardingRequest } from './request';

type EmployeeName = Pick<OnboardingRequest['employee'], 'givenName' | 'familyName' | 'preferredName'>;

export const formatEmployeeName = ({ employee }: { employee: EmployeeName }): string =>
  [employee.preferredName ?? employee.givenName, employee.familyName].filter(Boolean).join(' ');
