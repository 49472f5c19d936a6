import type { ResolvedPlan } from '../domain/plan/resolved-plan';
import { collectAncestors } from './step-graph';

/**
 * Lets each step that has not begun wait for all approvals before it, on any path. A path may lead over steps that are done,
 * which the request for new approvals does not reopen: a step behind them would begin before it is approved.
 */
export function awaitApprovals(plan: ResolvedPlan, startedSteps: readonly string[]): ResolvedPlan {
  const graph = new Map(plan.steps.map((step) => [step.id, step]));
  const approvals = plan.steps.filter(({ kind }) => kind === 'approval').map(({ id }) => id);
  const steps = plan.steps.map((step) => {
    if (step.kind === 'approval' || startedSteps.includes(step.id)) return step;
    const ancestors = collectAncestors(graph, step.id);
    const awaited = approvals.filter((id) => ancestors.has(id) && !step.after.includes(id));
    return awaited.length === 0 ? step : { ...step, after: [...step.after, ...awaited] };
  });
  return { ...plan, steps };
}
