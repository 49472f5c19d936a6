import type { ResolvedStep } from './resolved-plan';

/** Collects the steps that need the results of these steps, directly or through other steps. */
export function collectResultReaders(steps: readonly ResolvedStep[], ids: readonly string[]): Set<string> {
  const readers = new Set<string>();
  const visit = (source: string): void => {
    for (const step of steps) {
      if (step.kind !== 'activity' || readers.has(step.id) || !Object.values(step.needs).flat().includes(source))
        continue;
      readers.add(step.id);
      visit(step.id);
    }
  };
  ids.forEach(visit);
  return readers;
}
