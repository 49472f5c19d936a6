import type { ResolvedStep } from '../plan/resolved-plan';

export const listBranchTargets = (step: ResolvedStep): string[] =>
  step.kind === 'activity' ? Object.values(step.onFailure ?? {}) : [];

/** Maps each step to all steps after it on any path: they must be undone before it. */
export function findDependents(steps: readonly ResolvedStep[]): Map<string, Set<string>> {
  const dependents = new Map(steps.map((step) => [step.id, new Set<string>()]));
  const visit = (step: ResolvedStep, dependent: string): void => {
    for (const before of findPredecessors(step, steps)) {
      const set = dependents.get(before.id);
      if (set === undefined || set.has(dependent)) continue;
      set.add(dependent);
      visit(before, dependent);
    }
  };
  for (const step of steps) visit(step, step.id);
  return dependents;
}

/** Finds direct predecessors. A branch comes after the step that led to it, and before that step's successors. */
function findPredecessors(step: ResolvedStep, steps: readonly ResolvedStep[]): ResolvedStep[] {
  const before = steps.filter(({ id }) => step.after.includes(id));
  const branches = steps.filter(({ id }) => before.some((one) => listBranchTargets(one).includes(id)));
  const sources = steps.filter((one) => listBranchTargets(one).includes(step.id));
  return [...before, ...branches.filter((branch) => branch !== step), ...sources];
}
