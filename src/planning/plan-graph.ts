import type { Graph, Placed } from './graph';
import { approvals, type PlanDefinition, type StepDefinition } from './dsl';

/** The ids a step comes after, with `approvals` spelled out. */
export function predecessors(plan: Pick<PlanDefinition, 'steps'>, step: StepDefinition): string[] {
  if (step.after === undefined) return [];
  if (step.after !== approvals) return [...step.after];
  return Object.entries(plan.steps).flatMap(([id, other]) => (other.kind === 'approval' ? [id] : []));
}

export const isBranch = (step: StepDefinition | undefined): boolean =>
  step !== undefined && step.kind !== 'approval' && step.only === 'as a branch';

/** The steps of a plan as its author placed them. */
export const graphOf = (plan: Pick<PlanDefinition, 'steps'>): Graph =>
  new Map(
    Object.entries(plan.steps).map(([id, step]): [string, Placed] => [
      id,
      {
        after: predecessors(plan, step),
        onFailure: step.kind === 'activity' ? step.onFailure : undefined,
        branch: isBranch(step),
      },
    ]),
  );
