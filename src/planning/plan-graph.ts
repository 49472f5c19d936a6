import type { StepGraph, GraphNode } from './step-graph';
import { approvals, type PlanDefinition, type StepDefinition } from './dsl';

/** Expands `approvals` into the ids of all approvals. */
export function listPredecessors(plan: Pick<PlanDefinition, 'steps'>, step: StepDefinition): string[] {
  if (step.after === undefined) return [];
  if (step.after !== approvals) return [...step.after];
  return Object.entries(plan.steps).flatMap(([id, other]) => (other.kind === 'approval' ? [id] : []));
}

export const isBranch = (step: StepDefinition | undefined): boolean =>
  step !== undefined && step.kind !== 'approval' && step.only === 'as a branch';

export const buildGraph = (plan: Pick<PlanDefinition, 'steps'>): StepGraph =>
  new Map(
    Object.entries(plan.steps).map(([id, step]): [string, GraphNode] => [
      id,
      {
        after: listPredecessors(plan, step),
        onFailure: step.kind === 'activity' ? step.onFailure : undefined,
        followedBy: step.kind === 'task' ? step.followedBy : undefined,
        branch: isBranch(step),
      },
    ]),
  );
