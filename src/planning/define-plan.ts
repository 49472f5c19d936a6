import { checkActivity } from './validation/activities';
import { checkBranches } from './validation/branches';
import type { PlanIssue, KnownActivities } from './validation/plan-issue';
import { checkRelativeTimes } from './validation/relative-times';
import { checkEscalation } from './validation/escalation';
import { checkSteps } from './validation/steps';
import { checkDeadlines } from './validation/deadlines';
import type { PlanDefinition } from './dsl';

/**
 * Validates a plan without knowledge of the activities.
 * @throws Error with one line per issue, naming plan, step, problem and hint: a bad id, an unknown step, a cycle, an
 *   unreachable branch, impossible times or durations, a form that cannot be rendered
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
  // Deadlines are compared along the paths, so the graph must be valid first.
  const issues = structuralIssues.length > 0 ? structuralIssues : checkDeadlines(plan);
  if (issues.length > 0) throw createPlanError(name, issues);
  return plan;
}

/**
 * Validates a plan against the registered activities.
 * @throws Error with one line per issue, naming plan, step, problem and hint: an unknown activity, a branch on an unknown
 *   error, a result read before it is available, a pivot that is not essential
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
