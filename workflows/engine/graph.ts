import type { ResolvedStep } from '../../src/contract/plan';

/** For each step, every step that comes after it on some path: what must be undone before it. */
export function dependentsOf(steps: readonly ResolvedStep[]): Map<string, Set<string>> {
  const dependents = new Map(steps.map((step) => [step.id, new Set<string>()]));
  const visit = (step: ResolvedStep, dependent: string): void => {
    for (const id of step.after) {
      const set = dependents.get(id);
      if (set === undefined || set.has(dependent)) continue;
      set.add(dependent);
      const before = steps.find((candidate) => candidate.id === id);
      if (before !== undefined) visit(before, dependent);
    }
  };
  for (const step of steps) visit(step, step.id);
  return dependents;
}
