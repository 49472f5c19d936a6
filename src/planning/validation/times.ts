import { ancestorsOf, type Graph } from '../graph';
import type { PlanDefinition } from '../dsl';
import { roughDays } from '../relative-time';
import { graphOf } from '../plan-graph';
import { momentInWords } from '../labels';
import type { Fault } from './plan-issue';

/** No deadline before its start: of a step, of what comes before it, of the whole plan. */
export function checkTimes(plan: PlanDefinition): Fault[] {
  const graph = graphOf(plan);
  return Object.keys(plan.steps).flatMap((id) => [...checkDue(plan, graph, id), ...checkWhole(plan, id)]);
}

function checkDue({ steps }: PlanDefinition, graph: Graph, id: string): Fault[] {
  const step = steps[id];
  if (step === undefined || step.kind === 'approval' || step.due === undefined) return [];
  const due = roughDays(step.due);
  if (step.start !== undefined && due < roughDays(step.start))
    return [{ step: id, problem: 'is due before it may start', mend: 'move `due` to or after `start`' }];
  for (const before of ancestorsOf(graph, id)) {
    const other = steps[before];
    if (other === undefined || other.kind === 'approval' || other.start === undefined) continue;
    if (due >= roughDays(other.start)) continue;
    const problem = `is due before ${before} may start, for which it waits`;
    return [{ step: id, problem, mend: `move \`due\` to or after ${momentInWords(other.start)}` }];
  }
  return [];
}

function checkWhole({ steps, completeWithin }: PlanDefinition, id: string): Fault[] {
  const step = steps[id];
  if (step === undefined || step.kind === 'approval' || step.start === undefined || completeWithin === undefined)
    return [];
  if (roughDays(step.start) < roughDays(completeWithin.moment)) return [];
  const problem = 'may not start before all must be complete';
  return [{ step: id, problem, mend: 'move `completeWithin` behind its `start`' }];
}
