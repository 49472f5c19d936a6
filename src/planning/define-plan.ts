import { checkActivity } from './validation/activities';
import { checkBranches } from './validation/branches';
import type { PlanIssue, KnownActivities } from './validation/plan-issue';
import { checkRelativeTimes } from './validation/relative-times';
import { checkEscalation } from './validation/escalation';
import { checkSteps } from './validation/steps';
import { checkDeadlines } from './validation/deadlines';
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
    throw createPlanError(name, [{ problem: 'has no steps', hint: 'give it at least one' }]);
  const structuralIssues = [
    ...checkSteps(plan),
    ...checkBranches(plan),
    ...checkEscalation(plan),
    ...checkRelativeTimes(plan),
  ];
  // Times are compared along the paths, which must be sound for that.
  const issues = structuralIssues.length > 0 ? structuralIssues : checkDeadlines(plan);
  if (issues.length > 0) throw createPlanError(name, issues);
  return plan;
}

/**
 * Checks a plan against the activities there are.
 * @throws Error with a line for each fault, naming the plan, the step and the mend: an unknown activity, a result that is
 *   needed before it is there, leaving out what nobody may leave out.
 */
export function checkActivities(plan: PlanDefinition, activities: KnownActivities): void {
  const issues = Object.keys(plan.steps).flatMap((id) => checkActivity(plan, id, activities));
  if (issues.length > 0) throw createPlanError(plan.name, issues);
}

function createPlanError(plan: string, issues: readonly PlanIssue[]): Error {
  const lines = issues.map(({ step, problem, hint }) => {
    const where = step === undefined ? `Plan ${plan}` : `Plan ${plan}, step ${step}:`;
    return `${where} ${problem}; ${hint}.`;
  });
  return new Error(lines.join('\n'));
}
