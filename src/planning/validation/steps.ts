import { ASKABLE_IN_WORDS, unaskableIn } from '../form-fields';
import { circleIn, type Graph } from '../graph';
import type { PlanDefinition, StepDefinition } from '../dsl';
import { graphOf, isBranch, predecessors } from '../plan-graph';
import type { Fault } from './plan-issue';

const STEP_ID = /^[a-z][A-Za-z0-9]{0,47}$/;

/** Ids, what steps come after, circles, and forms. */
export function checkSteps(plan: PlanDefinition): Fault[] {
  const steps = Object.entries(plan.steps);
  return [
    ...steps.flatMap(([id]) => checkId(id)),
    ...steps.flatMap(([id, step]) => checkPredecessors(plan, id, step)),
    ...checkCircles(graphOf(plan)),
    ...steps.flatMap(([id, step]) => checkForm(id, step)),
  ];
}

function checkId(id: string): Fault[] {
  if (STEP_ID.test(id)) return [];
  return [{ step: id, problem: 'has a bad id', mend: 'use camelCase letters and digits, at most 48' }];
}

function checkPredecessors(plan: PlanDefinition, id: string, step: StepDefinition): Fault[] {
  return predecessors(plan, step).flatMap((before) => {
    const known = plan.steps[before];
    if (known === undefined) {
      const mend = `use one of ${Object.keys(plan.steps).join(', ')}`;
      return [{ step: id, problem: `comes after the unknown step ${before}`, mend }];
    }
    if (!isBranch(known)) return [];
    const mend = 'name the step whose failure leads there: what comes after that one waits for its branches, too';
    return [{ step: id, problem: `comes after ${before}, which runs only as a branch`, mend }];
  });
}

function checkCircles(graph: Graph): Fault[] {
  const circle = circleIn(graph);
  if (circle === undefined) return [];
  const problem = `waits for itself: ${circle.join(' → ')}`;
  return [{ step: circle[0], problem, mend: 'remove one `after` (or `onFailure`) of that circle' }];
}

function checkForm(id: string, step: StepDefinition): Fault[] {
  if (step.kind !== 'task' || step.form === undefined) return [];
  return unaskableIn(step.form).map((name) => ({
    step: id,
    problem: `asks for ${name} in a way that no form can show`,
    mend: `use ${ASKABLE_IN_WORDS}`,
  }));
}
