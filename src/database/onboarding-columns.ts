import { formatEmployeeName } from '../domain/employee-name';
import { foldText } from '../domain/text/fold-text';
import { createHash } from 'node:crypto';
import type { OnboardingView } from '../domain/onboarding/view';

/** Columns derived from the view, for listing and filtering without reading whole views. */
export function toOnboardingColumns(view: OnboardingView) {
  const { plan, status, readiness, atRiskAt, lateAt, startDate, request } = view;
  return {
    plan,
    status,
    readiness,
    at_risk_at: atRiskAt ?? null,
    late_at: lateAt ?? null,
    employee_name: formatEmployeeName(request),
    person_key: computePersonKey(request),
    sort_name: foldText(formatEmployeeName(request)),
    search_text: foldText(listSearchedTexts(request).join(' ')),
    department: request.job.department,
    location: request.job.location,
    manager_email: request.manager.email,
    start_date: startDate,
  };
}

const listSearchedTexts = ({ employee, job, manager }: OnboardingView['request']): string[] => [
  formatEmployeeName({ employee }),
  employee.givenName,
  employee.personalEmail,
  manager.name,
  manager.email,
  job.title,
  job.department,
];

/** Identifies the person by the private address, which is normalised on input. */
export const computePersonKey = ({ employee }: { employee: { personalEmail: string } }): string =>
  createHash('sha256').update(employee.personalEmail).digest('hex');

/** A person has at most one open onboarding per key. */
export const computeOpenKey = computePersonKey;
