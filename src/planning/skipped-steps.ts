import { createReason, type Reason } from '../domain/reasons/reason';
import { listBranchSources } from './step-graph';
import type { OnboardingFacts, PlanDefinition } from './dsl';
import { callPlanCode } from './plan-fault';
import { buildGraph } from './plan-graph';

/** Maps each skipped step to its reason: its own condition, or, for a branch, those of all its sources. */
export function findSkippedSteps(plan: PlanDefinition, onboarding: OnboardingFacts): Map<string, Reason> {
  const graph = buildGraph(plan);
  const reasons = new Map<string, Reason>();
  for (const [id, { when }] of Object.entries(plan.steps)) {
    if (when !== undefined && !callPlanCode(plan.name, id, () => when.holds(onboarding)))
      reasons.set(id, createReason('skipped.condition', { condition: when.reason }));
  }
  const isUnreachable = (id: string): boolean =>
    graph.get(id)?.branch === true &&
    !reasons.has(id) &&
    listBranchSources(graph, id).every((source) => reasons.has(source));
  let unreachable: string | undefined;
  while ((unreachable = [...graph.keys()].find(isUnreachable)) !== undefined)
    reasons.set(unreachable, createReason('skipped.branch-only', { sources: listBranchSources(graph, unreachable) }));
  return reasons;
}
