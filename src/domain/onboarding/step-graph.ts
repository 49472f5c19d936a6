import type { ResolvedStep } from '../plan/resolved-plan';

/** Steps to which the failure of this one leads, or which continue a branch. */
export function listBranchTargets(step: ResolvedStep): string[] {
  if (step.kind === 'activity') return Object.values(step.onFailure ?? {});
  return step.kind === 'task' && step.followedBy !== undefined ? [step.followedBy] : [];
}

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
  const branches = before.flatMap((one) => collectBranches(one, steps));
  const sources = steps.filter((one) => listBranchTargets(one).includes(step.id));
  return [...before, ...branches.filter((branch) => branch !== step), ...sources];
}

function collectBranches(source: ResolvedStep, steps: readonly ResolvedStep[]): ResolvedStep[] {
  const branches = new Set<ResolvedStep>();
  const visit = (step: ResolvedStep): void => {
    for (const branch of steps.filter(({ id }) => listBranchTargets(step).includes(id))) {
      if (branches.has(branch)) continue;
      branches.add(branch);
      visit(branch);
    }
  };
  visit(source);
  return [...branches];
}
