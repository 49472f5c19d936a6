import type { ResolvedStep } from '../domain/plan/resolved-plan';
import { collectAncestors } from './step-graph';
import type { PlanDefinition, StepDefinition } from './dsl';
import { parseBusinessDays, DAY_ONE_START, estimateDays } from './relative-time';
import { buildGraph } from './plan-graph';

/** Usual response time of people, in business days. */
const DEFAULT_LEAD_DAYS = 1;

/** Relative times from which the instants of a step are computed; frozen in the plan. */
export function resolveTiming(
  plan: PlanDefinition,
  id: string,
  step: StepDefinition,
  skipped: ReadonlyMap<string, unknown>,
): ResolvedStep['timing'] {
  const leadDays =
    step.kind === 'activity' ? 0 : step.takes === undefined ? DEFAULT_LEAD_DAYS : parseBusinessDays(step.takes);
  if (step.kind === 'approval') return { leadDays };
  const { start, due = hasStartAfterDayOne(plan, id, skipped) ? undefined : DAY_ONE_START } = step;
  return { start, due, leadDays };
}

/** True if the step or a prerequisite starts after the start of day one, which therefore cannot depend on it. */
function hasStartAfterDayOne(plan: PlanDefinition, id: string, skipped: ReadonlyMap<string, unknown>): boolean {
  const requiredSteps = [id, ...collectAncestors(buildGraph(plan), id)].filter((step) => !skipped.has(step));
  return requiredSteps.some((one) => {
    const step = plan.steps[one];
    const start = step === undefined || step.kind === 'approval' ? undefined : step.start;
    return start !== undefined && estimateDays(start) > estimateDays(DAY_ONE_START);
  });
}
