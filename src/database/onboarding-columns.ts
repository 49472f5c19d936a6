import { formatEmployeeName } from '../domain/employee-name';
import { createHash } from 'node:crypto';
import type { OnboardingView } from '../domain/onboarding/view';

/** What lists show and filter by: columns that follow the view, so that nobody has to read it whole. */
export function toOnboardingColumns(view: OnboardingView) {
  const { plan, status, readiness, atRiskAt, lateAt, startDate, request } = view;
  return {
    plan,
    status,
    readiness,
    at_risk_at: atRiskAt ?? null,
    late_at: lateAt ?? null,
    employee_name: formatEmployeeName(request),
    department: request.job.department,
    location: request.job.location,
    manager_email: request.manager.email,
    start_date: startDate,
  };
}

/** What one person has at most one open onboarding of. Addresses are normalised where they come in. */
export const computeOpenKey = ({ employee }: { employee: { personalEmail: string } }): string =>
  createHash('sha256').update(employee.personalEmail).digest('hex');
