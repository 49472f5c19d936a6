import { collectAncestors, type StepGraph } from '../step-graph';
import type { PlanDefinition } from '../dsl';
import { estimateDays } from '../relative-time';
import { buildGraph } from '../plan-graph';
import { formatRelativeTime } from '../labels';
import type { PlanIssue } from './plan-issue';

/** Checks that no deadline precedes its start: of a step, of its prerequisites, or of the whole plan. */
export function checkDeadlines(plan: PlanDefinition): PlanIssue[] {
  const graph = buildGraph(plan);
  return Object.keys(plan.steps).flatMap((id) => [...checkDue(plan, graph, id), ...checkCompletionDeadline(plan, id)]);
}

function checkDue({ steps }: PlanDefinition, graph: StepGraph, id: string): PlanIssue[] {
  const step = steps[id];
  if (step === undefined || step.kind === 'approval' || step.due === undefined) return [];
  const due = estimateDays(step.due);
  if (step.start !== undefined && due < estimateDays(step.start))
    return [{ step: id, problem: 'is due before it may start', hint: 'move `due` to or after `start`' }];
  for (const before of collectAncestors(graph, id)) {
    const other = steps[before];
    if (other === undefined || other.kind === 'approval' || other.start === undefined) continue;
    if (due >= estimateDays(other.start)) continue;
    const problem = `is due before ${before} may start, for which it waits`;
    return [{ step: id, problem, hint: `move \`due\` to or after ${formatRelativeTime(other.start)}` }];
  }
  return [];
}

function checkCompletionDeadline({ steps, completeWithin }: PlanDefinition, id: string): PlanIssue[] {
  const step = steps[id];
  if (step === undefined || step.kind === 'approval' || step.start === undefined || completeWithin === undefined)
    return [];
  if (estimateDays(step.start) < estimateDays(completeWithin.moment)) return [];
  const problem = 'may not start before all must be complete';
  return [{ step: id, problem, hint: 'move `completeWithin` behind its `start`' }];
}
