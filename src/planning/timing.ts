import type { ResolvedStep } from '../domain/plan/types';
import { ancestorsOf } from './graph';
import type { PlanDefinition, StepDefinition } from './dsl';
import { countOf, DAY_ONE_STARTS, roughDays } from './relative-time';
import { graphOf } from './plan-graph';

/** How long people usually take to answer, in business days. */
const USUALLY = 1;

/** What the instants of a step are counted from, frozen in the plan. */
export function timingOf(
  plan: PlanDefinition,
  id: string,
  step: StepDefinition,
  skipped: ReadonlyMap<string, string>,
): ResolvedStep['timing'] {
  const leadDays = step.kind === 'activity' ? 0 : step.takes === undefined ? USUALLY : countOf(step.takes);
  if (step.kind === 'approval') return { leadDays };
  const { start, due = beginsAfterDayOne(plan, id, skipped) ? undefined : DAY_ONE_STARTS } = step;
  return { start, due, leadDays };
}

/** What cannot begin by then is not needed for the first day. */
function beginsAfterDayOne(plan: PlanDefinition, id: string, skipped: ReadonlyMap<string, string>): boolean {
  const inTheWay = [id, ...ancestorsOf(graphOf(plan), id)].filter((step) => !skipped.has(step));
  return inTheWay.some((one) => {
    const step = plan.steps[one];
    const start = step === undefined || step.kind === 'approval' ? undefined : step.start;
    return start !== undefined && roughDays(start) > roughDays(DAY_ONE_STARTS);
  });
}
