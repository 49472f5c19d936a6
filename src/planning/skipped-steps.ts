import { sourcesOf } from './graph';
import type { Case, PlanDefinition } from './dsl';
import { graphOf } from './plan-graph';

/** The steps that this onboarding goes without, each with the reason: its condition, or that of what leads to it. */
export function leftOut(plan: PlanDefinition, onboarding: Case): Map<string, string> {
  const graph = graphOf(plan);
  const reasons = new Map<string, string>();
  for (const [id, { when }] of Object.entries(plan.steps)) {
    if (when !== undefined && !when.holds(onboarding)) reasons.set(id, `only when: ${when.label}`);
  }
  const isUnreachable = (id: string): boolean =>
    graph.get(id)?.branch === true && !reasons.has(id) && sourcesOf(graph, id).every((source) => reasons.has(source));
  let unreachable: string | undefined;
  while ((unreachable = [...graph.keys()].find(isUnreachable)) !== undefined)
    reasons.set(unreachable, `only as a branch of ${sourcesOf(graph, unreachable).join(', ')}`);
  return reasons;
}
