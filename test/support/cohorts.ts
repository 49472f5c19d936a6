import type { OnboardingRequest } from '../../src/domain/request';
import { createRequestFor, FUTURE_MONDAY } from '../api/support/test-api';

export const CSV_HEADER =
  'employee.givenName,employee.familyName,employee.personalEmail,job.title,job.department,job.location,job.employmentType,job.remote,manager.name,manager.email,startDate,equipment,trainings';

/** Builds a valid row with the columns of CSV_HEADER. `cells` replaces values by column name. */
export function buildCsvLine(personalEmail: string, cells: Record<string, string> = {}, separator = ','): string {
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
    startDate: FUTURE_MONDAY,
    equipment: '',
    trainings: '',
    ...cells,
  };
  return CSV_HEADER.split(',')
    .map((name) => all[name] ?? '')
    .join(separator);
}

export const buildCsv = (...lines: string[]): string => [CSV_HEADER, ...lines, ''].join('\r\n');

/** Each request is for a different person. */
export const createRequests = (
  count: number,
  emailPrefix: string,
  changes: Partial<OnboardingRequest> = {},
): OnboardingRequest[] =>
  Array.from({ length: count }, (_, index) =>
    createRequestFor(`${emailPrefix}-${String(index + 1)}@example.org`, changes),
  );
