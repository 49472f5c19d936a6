import type { WaitCall } from '../domain/planning-activities';
import { distinct } from '../domain/people';
import type { Instant, PeopleStep, ResolvedPlan, ResolvedStep } from '../domain/plan/types';
import { outlookOf } from '../domain/plan/readiness';
import type { OnboardingRequest, Person } from '../domain/request';
import { FirstdayError } from '../lib/errors';
import { arrange } from './wait-schedule';
import { type Company, mayNotDecide, mayNotDo } from './assignees';
import type { BusinessCalendar } from './calendar';
import type { Case, PlanDefinition } from './dsl';
import { leftOut } from './skipped-steps';
import type { Planning } from './planner-config';
import type { PlanningFacts } from './planner';
import { checkRequest, costOf } from './request-checks';
import { resolveStep, type Resolving } from './resolve-step';
import { scheduled } from './schedule';

/** The plan for a request; see `Planner.resolve`. */
export function resolve(request: OnboardingRequest, facts: PlanningFacts, planning: Planning): ResolvedPlan {
  const calendar = planning.calendars.of(checkRequest(request, facts, planning));
  const cost = costOf(request, facts);
  const onboarding: Case = { request, equipmentCostCents: cost.amountCents };
  const plan = choosePlan(planning.plans, onboarding);
  const company: Company = { onboarding, facts };
  const attention = attentionOf(facts);
  const skipped = leftOut(plan, onboarding);
  const around: Resolving = { plan, company, skipped, activities: planning.activities, attention };
  const steps = Object.entries(plan.steps).map(([id, step]) => resolveStep(id, step, around));
  const { completeWithin } = plan;
  // Its instant comes with all the others.
  const deadline = completeWithin && { ...completeWithin, at: facts.now };
  const dated = scheduled({ name: plan.name, steps, attention, cost, deadline }, request.startDate, calendar);
  const arranged = arrangedAtOnce(dated.steps, company, facts, calendar);
  return { ...dated, steps: arranged, ...readinessOf(arranged, facts.now) };
}

/** Readiness before anything has happened. */
export function readinessOf(
  steps: readonly ResolvedStep[],
  now: Instant,
  statusOf: Parameters<typeof outlookOf>[1] = () => undefined,
): Pick<ResolvedPlan, 'readiness' | 'readinessCause'> {
  const { readiness, cause } = outlookOf(steps, statusOf, now);
  return { readiness, readinessCause: cause };
}

/** Waits that open with the submission need no activity that arranges them. */
function arrangedAtOnce(
  steps: readonly ResolvedStep[],
  company: Company,
  { now, absences }: PlanningFacts,
  calendar: BusinessCalendar,
): ResolvedStep[] {
  const skipped = new Set(steps.flatMap((step) => (step.skipped === undefined ? [] : [step.id])));
  return steps.map((step) => {
    if (step.kind === 'activity' || !opensAtOnce(step, skipped)) return step;
    const { remindAfter, escalateAfter, expireAfter } = step.patience ?? {};
    const call: WaitCall = {
      people: step.assignees.people,
      openedAt: now,
      location: company.onboarding.request.job.location,
      remindAfter,
      escalateAfter,
      expireAfter,
      excluded: step.kind === 'approval' ? mayNotDecide(company) : mayNotDo(company),
    };
    return { ...step, arranged: arrange(call, { absences }, calendar) };
  });
}

const opensAtOnce = ({ id, after, startAt, branch }: PeopleStep, skipped: ReadonlySet<string>): boolean =>
  !skipped.has(id) && branch !== true && startAt === undefined && after.every((before) => skipped.has(before));

/** Who submitted it, and everyone in HR and IT. */
function attentionOf({ submittedBy, people }: PlanningFacts): Person[] {
  const helpers = people.filter(({ roles }) => roles.includes('hr') || roles.includes('it'));
  return distinct([submittedBy, ...helpers].map(({ name, email }) => ({ name, email })));
}

function choosePlan(plans: readonly PlanDefinition[], onboarding: Case): PlanDefinition {
  const { plan: named } = onboarding.request;
  const plan =
    named === undefined
      ? (plans.find((candidate) => candidate.suits?.holds(onboarding)) ?? plans.at(-1))
      : plans.find((candidate) => candidate.name === named);
  if (plan === undefined) throw new FirstdayError('not-plannable', 'There is no plan for this request.');
  return plan;
}
