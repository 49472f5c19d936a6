import type { ResolvedStep } from '../plan/resolved-plan';

/** Where a failure of this step may lead. */
export const listBranchTargets = (step: ResolvedStep): string[] =>
  step.kind === 'activity' ? Object.values(step.onFailure ?? {}) : [];

/** For each step, every step that comes after it on some path: what must be undone before it. */
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

/** What comes right before a step: a branch comes after the step that led to it, and before all that waits for that one. */
function findPredecessors(step: ResolvedStep, steps: readonly ResolvedStep[]): ResolvedStep[] {
  const before = steps.filter(({ id }) => step.after.includes(id));
  const branches = steps.filter(({ id }) => before.some((one) => listBranchTargets(one).includes(id)));
  const sources = steps.filter((one) => listBranchTargets(one).includes(step.id));
  return [...before, ...branches.filter((branch) => branch !== step), ...sources];
}
