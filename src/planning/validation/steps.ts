import { SUPPORTED_FIELD_SCHEMAS, listUnreadableLabels, listUnsupportedFields } from '../form-fields';
import { findCycle, type StepGraph } from '../step-graph';
import type { PlanDefinition, StepDefinition } from '../dsl';
import { buildGraph, isBranch, listPredecessors } from '../plan-graph';
import type { PlanIssue } from './plan-issue';

const STEP_ID_PATTERN = /^[a-z][A-Za-z0-9]{0,47}$/;

/** Checks ids, predecessors, cycles and forms. */
export function checkSteps(plan: PlanDefinition): PlanIssue[] {
  const steps = Object.entries(plan.steps);
  return [
    ...steps.flatMap(([id]) => checkId(id)),
    ...steps.flatMap(([id, step]) => checkPredecessors(plan, id, step)),
    ...checkCycles(buildGraph(plan)),
    ...steps.flatMap(([id, step]) => checkForm(id, step)),
    ...steps.flatMap(([id, step]) => checkReturns(plan, id, step)),
  ];
}

function checkId(id: string): PlanIssue[] {
  if (STEP_ID_PATTERN.test(id)) return [];
  return [{ step: id, problem: 'has a bad id', hint: 'use camelCase letters and digits, at most 48' }];
}

function checkPredecessors(plan: PlanDefinition, id: string, step: StepDefinition): PlanIssue[] {
  return listPredecessors(plan, step).flatMap((before) => {
    const predecessor = plan.steps[before];
    if (predecessor === undefined) {
      const hint = `use one of ${Object.keys(plan.steps).join(', ')}`;
      return [{ step: id, problem: `comes after the unknown step ${before}`, hint }];
    }
    if (!isBranch(predecessor)) return [];
    const hint = 'name the step whose failure leads there: what comes after that one waits for its branches, too';
    return [{ step: id, problem: `comes after ${before}, which runs only as a branch`, hint }];
  });
}

function checkCycles(graph: StepGraph): PlanIssue[] {
  const cycle = findCycle(graph);
  if (cycle === undefined) return [];
  const problem = `waits for itself: ${cycle.join(' → ')}`;
  return [{ step: cycle[0], problem, hint: 'remove one `after` (or `onFailure`) of that circle' }];
}

function checkReturns(plan: PlanDefinition, id: string, step: StepDefinition): PlanIssue[] {
  const returns = step.kind === 'task' ? (step.undoTask?.returns ?? []) : [];
  return returns.flatMap((returned) => {
    if (plan.steps[returned]?.kind === 'activity') return [];
    const hint = 'name the activity whose things it brings back';
    return [{ step: id, problem: `has an undo task that returns ${returned}, which is no activity`, hint }];
  });
}

function checkForm(id: string, step: StepDefinition): PlanIssue[] {
  // A form that depends on the request is checked when it is resolved.
  if (step.kind !== 'task' || step.form === undefined || typeof step.form === 'function') return [];
  return [
    ...listUnsupportedFields(step.form).map((name) => ({
      step: id,
      problem: `asks for ${name} in a way that no form can show`,
      hint: `use ${SUPPORTED_FIELD_SCHEMAS}`,
    })),
    ...listUnreadableLabels(step.form).map((name) => ({
      step: id,
      problem: `labels ${name} with something else than a text`,
      hint: "use a text, or one for each language: { en: '…', de: '…' }",
    })),
  ];
}
