import type { ActivityDeclaration } from './activity-declaration';
import { collectAncestors } from './step-graph';
import type { PlanDefinition } from './dsl';
import { buildGraph, isBranch } from './plan-graph';

/**
 * Finds the step whose result `id` reads for this activity: the last ancestor that runs it, else the first step that
 * does. Branches are excluded: their results are read in place of those of the step that led to them.
 */
export function findResultProvider(
  plan: Pick<PlanDefinition, 'steps'>,
  id: string,
  activity: string,
): string | undefined {
  const ancestors = collectAncestors(buildGraph(plan), id);
  const providers = listResultProviders(plan, id, activity);
  return providers.findLast((provider) => ancestors.has(provider)) ?? providers[0];
}

const listResultProviders = (plan: Pick<PlanDefinition, 'steps'>, id: string, activity: string): string[] =>
  Object.entries(plan.steps).flatMap(([other, step]) =>
    other !== id && step.kind === 'activity' && step.activity === activity && !isBranch(step) ? [other] : [],
  );

/** Maps each needed activity that the plan runs to the step that provides its result, or to all of them. */
export function mapResultProviders(
  plan: Pick<PlanDefinition, 'steps'>,
  id: string,
  { needs, needsAll = [] }: Pick<ActivityDeclaration, 'needs' | 'needsAll'>,
): Record<string, string | string[]> {
  const entries = needs.flatMap((need): [string, string | string[]][] => {
    if (needsAll.includes(need)) return [[need, listResultProviders(plan, id, need)]];
    const provider = findResultProvider(plan, id, need);
    return provider === undefined ? [] : [[need, provider]];
  });
  return Object.fromEntries(entries);
}
