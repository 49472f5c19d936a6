import { formatEmployeeName } from '../../domain/employee-name';
import { foldText } from '../../domain/text/fold-text';
import { createWarning, type Warning } from '../../domain/warnings/warning';
import { isKnownApprover } from '../approver-rule';
import type { BusinessCalendar } from '../business-calendar';
import type { PlanningContext } from '../planner-config';
import type { PlannedHire } from './demand';
import type { ManagerAbsence, SimilarHolder, WarningFacts } from './warning-facts';

/** Warnings about one hire, independent of all others. */
export const listHireWarnings = (
  hire: PlannedHire,
  facts: WarningFacts,
  planning: PlanningContext,
  calendar: BusinessCalendar,
): Warning[] => [
  ...warnOfReadiness(hire),
  ...warnOfDayOff(hire, calendar),
  ...warnOfManager(hire, facts, planning),
  ...warnOfAbsence(hire, facts, calendar),
  ...warnOfAddress(hire),
  ...warnOfHolders(hire, facts),
];

function warnOfReadiness({ plan: { readiness, readinessCause, steps } }: PlannedHire): Warning[] {
  const latest = steps.find(({ id }) => id === readinessCause)?.beginBy?.latest;
  if (readiness === 'on-track' || readinessCause === undefined || latest === undefined) return [];
  return [createWarning(`readiness.${readiness}`, { step: readinessCause, latest }, 'startDate')];
}

function warnOfDayOff({ plan: { dayOne } }: PlannedHire, calendar: BusinessCalendar): Warning[] {
  if (dayOne.isDayOff !== true) return [];
  const { date } = dayOne;
  return [createWarning('start-date.day-off', { date, next: calendar.addBusinessDays(date, 1) }, 'startDate')];
}

/** Finds nothing where approvers must be known: a request with another one is refused instead. */
function warnOfManager(
  { request: { manager } }: PlannedHire,
  { people }: WarningFacts,
  { approvers }: PlanningContext,
): Warning[] {
  if (isKnownApprover(manager.email, people, approvers)) return [];
  return [createWarning('manager.unknown', { email: manager.email }, 'manager.email')];
}

/** Away when the approval is requested, or on the first day. */
function warnOfAbsence(
  { request: { manager, startDate } }: PlannedHire,
  { absences, now }: WarningFacts,
  calendar: BusinessCalendar,
): Warning[] {
  const dates = [calendar.toLocalDate(now), startDate];
  return absences
    .filter(({ email, from, to }) => email === manager.email && dates.some((date) => from <= date && date <= to))
    .map((absence) => createAbsenceWarning(manager.name, absence));
}

function createAbsenceWarning(name: string, { from, to, deputy }: ManagerAbsence): Warning {
  return deputy === undefined
    ? createWarning('manager.away', { name, from, to }, 'manager.email')
    : createWarning('manager.represented', { name, from, to, deputy: deputy.name }, 'manager.email');
}

/** Only a warning: the address may be amended until the equipment is shipped. */
const warnOfAddress = ({ request: { employee, job } }: PlannedHire): Warning[] =>
  job.remote && employee.address === undefined ? [createWarning('address.missing', {}, 'employee.address')] : [];

/** One of a kind is enough: a common name may have many holders. */
function warnOfHolders(hire: PlannedHire, { similarHolders }: WarningFacts): Warning[] {
  const warnings = similarHolders.flatMap((holder) => warnOfHolder(hire, holder));
  return warnings.filter(({ code }, index) => warnings.findIndex((other) => other.code === code) === index);
}

function warnOfHolder({ request }: PlannedHire, holder: SimilarHolder): Warning[] {
  const { onboardingId, name, startDate } = holder;
  const params = { name, startDate, onboardingId };
  if (holder.personalEmail === request.employee.personalEmail) {
    const code = holder.isOpen ? 'holder.open' : 'holder.same-address';
    return [createWarning(code, params, 'employee.personalEmail')];
  }
  const isSameName = foldText(name) === foldText(formatEmployeeName(request));
  return isSameName ? [createWarning('holder.same-name', params, 'employee.familyName')] : [];
}
