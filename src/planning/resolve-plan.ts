import type { Access } from '../domain/access';
import type { ReminderScheduleInput } from '../domain/planning-activities';
import { dedupePeople } from '../domain/people';
import type { Instant, HumanStep, ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import { forecastReadiness } from '../domain/plan/readiness';
import { createReason } from '../domain/reasons/reason';
import type { OnboardingRequest, Person } from '../domain/request';
import { FirstdayError } from '../lib/errors';
import { computeReminderSchedule } from './reminder-schedule';
import { type AssigneeContext, listExcludedFromApprovals, listExcludedFromTasks } from './assignees';
import type { BusinessCalendar } from './business-calendar';
import type { OnboardingFacts } from './dsl';
import { expandGroups } from './expand-groups';
import { findSkippedSteps } from './skipped-steps';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';
import { checkRequest } from './check-request';
import { choosePlan, resolvePlannedAccess } from './choose-plan';
import { priceEquipment } from './price-equipment';
import { resolveStep, type StepResolutionContext } from './resolve-step';
import { schedulePlan } from './schedule-plan';

/** See `Planner.resolvePlan`. */
export const resolvePlan = (
  request: OnboardingRequest,
  facts: PlanningFacts,
  planning: PlanningContext,
): ResolvedPlan =>
  resolveCheckedPlan(request, facts, planning, {
    calendar: planning.calendars.get(checkRequest(request, facts, planning)),
  });

interface Resolution {
  calendar: BusinessCalendar;
  /** Default: the access of the profiles in force. */
  access?: Access;
  getStatus?: StatusLookup;
}

/** Resolves the plan without checking the request, of which some parts may lie in the past. */
export function resolveCheckedPlan(
  request: OnboardingRequest,
  facts: PlanningFacts,
  planning: PlanningContext,
  { calendar, access: frozenAccess, getStatus }: Resolution,
): ResolvedPlan {
  const definition = choosePlan(request, facts, planning.plans);
  if (definition === undefined) throw new FirstdayError('not-plannable', createReason('not-plannable.no-plan', {}));
  const access = frozenAccess ?? resolvePlannedAccess(request, definition, facts.company);
  const { cost } = priceEquipment(request, access, facts);
  const onboarding: OnboardingFacts = { request, equipmentCostCents: cost.amountCents, access };
  const plan = expandGroups(definition, onboarding);
  const assigneeContext: AssigneeContext = { onboarding, facts, approvers: planning.approvers };
  const escalationContacts = listEscalationContacts(facts);
  const skipped = findSkippedSteps(plan, onboarding);
  const context: StepResolutionContext = {
    plan,
    assigneeContext,
    skipped,
    activities: planning.activities,
    escalationContacts,
  };
  const steps = Object.entries(plan.steps).map(([id, step]) => resolveStep(id, step, context));
  const { completeWithin } = plan;
  // Placeholder: `schedulePlan` computes the instant.
  const deadline = completeWithin && { ...completeWithin, at: facts.now };
  const scheduledPlan = schedulePlan(
    { name: plan.name, companyVersion: facts.company.version, access, steps, escalationContacts, cost, deadline },
    request.startDate,
    calendar,
  );
  const stepsWithReminders = addInitialReminderSchedules(
    scheduledPlan.steps,
    assigneeContext,
    facts,
    calendar,
    scheduledPlan.dayOne.startsAt,
  );
  return { ...scheduledPlan, steps: stepsWithReminders, ...computeReadiness(stepsWithReminders, facts.now, getStatus) };
}

type StatusLookup = Parameters<typeof forecastReadiness>[1];

/** Without `getStatus`, no step has begun. */
export function computeReadiness(
  steps: readonly ResolvedStep[],
  now: Instant,
  getStatus: StatusLookup = () => undefined,
): Pick<ResolvedPlan, 'readiness' | 'readinessCause'> {
  const { readiness, cause } = forecastReadiness(steps, getStatus, now);
  return { readiness, readinessCause: cause };
}

/** Steps that open with the submission get their schedule here, which saves the workflow an activity. */
function addInitialReminderSchedules(
  steps: readonly ResolvedStep[],
  assigneeContext: AssigneeContext,
  { now, absences }: PlanningFacts,
  calendar: BusinessCalendar,
  neededBy: Instant,
): ResolvedStep[] {
  const skipped = new Set(steps.flatMap((step) => (step.skipReason === undefined ? [] : [step.id])));
  return steps.map((step) => {
    if (step.kind === 'activity' || !isOpenFromStart(step, skipped)) return step;
    const { remindAfter, escalateAfter, expireAfter } = step.escalation ?? {};
    const input: ReminderScheduleInput = {
      people: step.assignees.people,
      openedAt: now,
      neededBy,
      location: assigneeContext.onboarding.request.job.location,
      remindAfter,
      escalateAfter,
      expireAfter,
      excluded:
        step.kind === 'approval' ? listExcludedFromApprovals(assigneeContext) : listExcludedFromTasks(assigneeContext),
    };
    return { ...step, reminderSchedule: computeReminderSchedule(input, { absences }, calendar) };
  });
}

const isOpenFromStart = ({ id, after, startAt, branch }: HumanStep, skipped: ReadonlySet<string>): boolean =>
  !skipped.has(id) && branch !== true && startAt === undefined && after.every((before) => skipped.has(before));

/** The submitter and all HR and IT staff. */
function listEscalationContacts({ submittedBy, people }: PlanningFacts): Person[] {
  const supportStaff = people.filter(({ roles }) => roles.includes('hr') || roles.includes('it'));
  return dedupePeople([submittedBy, ...supportStaff].map(({ name, email }) => ({ name, email })));
}
