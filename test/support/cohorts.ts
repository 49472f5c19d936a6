import type { OnboardingRequest } from '../../src/domain/request';
import { requestFor, SOON } from '../api/support/api';

export const HEAD =
  'employee.givenName,employee.familyName,employee.personalEmail,job.title,job.department,job.location,job.employmentType,job.remote,manager.name,manager.email,startDate,equipment,trainings';

/** One line of a file with the columns of HEAD; each cell can be replaced. */
export function lineFor(personalEmail: string, cells: Record<string, string> = {}, separator = ','): string {
  const all: Record<string, string> = {
    'employee.givenName': 'Ada',
    'employee.familyName': 'Lovelace',
    'employee.personalEmail': personalEmail,
    'job.title': 'Engineer',
    'job.department': 'Engineering',
    'job.location': 'berlin',
    'job.employmentType': 'employee',
    'job.remote': 'no',
    'manager.name': 'Grace Hopper',
    'manager.email': 'grace@example.com',
    startDate: SOON,
    equipment: '',
    trainings: '',
    ...cells,
  };
  return HEAD.split(',')
    .map((name) => all[name] ?? '')
    .join(separator);
}

export const csvOf = (...lines: string[]): string => [HEAD, ...lines, ''].join('\r\n');

/** Requests of so many people, each of them another. */
export const requestsOf = (count: number, who: string, changes: Partial<OnboardingRequest> = {}): OnboardingRequest[] =>
  Array.from({ length: count }, (_, index) => requestFor(`${who}-${String(index + 1)}@example.org`, changes));
