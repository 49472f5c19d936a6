import { checkActivity } from './validation/activities';
import { checkBranches } from './validation/branches';
import type { Fault, KnownActivities } from './validation/plan-issue';
import { checkMoments } from './validation/moments';
import { checkPatience } from './validation/patience';
import { checkSteps } from './validation/steps';
import { checkTimes } from './validation/times';
import type { PlanDefinition } from './dsl';

/**
 * A plan, checked as far as it can be on its own.
 * @throws Error with a line for each fault, naming the plan, the step and the mend: a bad id, an unknown step, a circle,
 *   a branch that nothing can reach, moments or durations that cannot be, a form that cannot be shown.
 */
export function definePlan(
  name: string,
  options: Omit<PlanDefinition, 'name' | 'steps'>,
  steps: PlanDefinition['steps'],
): PlanDefinition {
  const plan = { name, ...options, steps };
  if (Object.keys(steps).length === 0)
    throw faultsOf(name, [{ problem: 'has no steps', mend: 'give it at least one' }]);
  const single = [...checkSteps(plan), ...checkBranches(plan), ...checkPatience(plan), ...checkMoments(plan)];
  // Times are compared along the paths, which must be sound for that.
  const faults = single.length > 0 ? single : checkTimes(plan);
  if (faults.length > 0) throw faultsOf(name, faults);
  return plan;
}

/**
 * Checks a plan against the activities there are.
 * @throws Error with a line for each fault, naming the plan, the step and the mend: an unknown activity, a result that is
 *   needed before it is there, leaving out what nobody may leave out.
 */
export function checkActivities(plan: PlanDefinition, activities: KnownActivities): void {
  const faults = Object.keys(plan.steps).flatMap((id) => checkActivity(plan, id, activities));
  if (faults.length > 0) throw faultsOf(plan.name, faults);
}

function faultsOf(plan: string, faults: readonly Fault[]): Error {
  const lines = faults.map(({ step, problem, mend }) => {
    const where = step === undefined ? `Plan ${plan}` : `Plan ${plan}, step ${step}:`;
    return `${where} ${problem}; ${mend}.`;
  });
  return new Error(lines.join('\n'));
}
