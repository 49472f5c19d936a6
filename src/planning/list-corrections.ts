import type { Correction, CorrectionKind } from '../domain/plan/correction';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { ReplanInput } from '../domain/planning-activities';
import { requestSchema } from '../domain/request';
import { isOverlappingPath } from './merge-patch';
import type { PlanningContext } from './planner-config';

/**
 * Lists the started steps that the change affects: those that read a changed field, that the new plan changes, or that
 * need the result of another corrected step.
 */
export function listCorrections(
  input: ReplanInput,
  plan: Pick<ResolvedPlan, 'steps'>,
  changedPaths: readonly string[],
  planning: PlanningContext,
): Correction[] {
  const startedSteps = input.plan.steps.filter(({ id }) => input.startedSteps.includes(id));
  const corrections = new Map<string, Correction>();
  const add = (before: ResolvedStep): void => {
    const correction = findCorrection(before, input, plan, changedPaths, planning, corrections);
    if (correction !== undefined) corrections.set(before.id, correction);
  };
  let count: number;
  do {
    count = corrections.size;
    for (const step of startedSteps) if (!corrections.has(step.id)) add(step);
  } while (corrections.size > count);
  return startedSteps.flatMap(({ id }) => corrections.get(id) ?? []);
}

function findCorrection(
  before: ResolvedStep,
  input: ReplanInput,
  plan: Pick<ResolvedPlan, 'steps'>,
  changedPaths: readonly string[],
  planning: PlanningContext,
  corrections: ReadonlyMap<string, Correction>,
): Correction | undefined {
  const step = plan.steps.find(({ id }) => id === before.id);
  if (step === undefined || step.skipReason !== undefined) return findUndoCorrection(before);
  const fields = listChangedFields(before, input, changedPaths, planning);
  const hasOtherResults = before.kind === 'activity' && Object.values(before.needs).some((id) => corrections.has(id));
  if (fields.length === 0 && !hasOtherSettings(before, step) && !hasOtherResults) return undefined;
  return { step: step.id, kind: chooseKind(step), fields };
}

/** A task that was done and can be undone is left to a person; any other needs no correction. */
function findUndoCorrection(step: ResolvedStep): Correction | undefined {
  if (step.kind === 'activity') return { step: step.id, kind: 'undo', fields: [] };
  const mustTakeBack = step.kind === 'task' && step.undoTask !== undefined;
  return mustTakeBack ? { step: step.id, kind: 'hand-over', fields: [] } : undefined;
}

function chooseKind(step: ResolvedStep): CorrectionKind {
  if (step.kind !== 'activity') return 'redo';
  if (step.correctBy === undefined) return 'hand-over';
  return step.correctBy === 'update' ? 'update' : 'redo';
}

const listChangedFields = (
  step: ResolvedStep,
  input: ReplanInput,
  changedPaths: readonly string[],
  planning: PlanningContext,
): string[] => {
  const readPaths = listReadFields(step, input, planning);
  return changedPaths.filter((path) => readPaths.some((readPath) => isOverlappingPath(readPath, path)));
};

const hasOtherSettings = (before: ResolvedStep, after: ResolvedStep): boolean =>
  before.kind === 'activity' &&
  after.kind === 'activity' &&
  JSON.stringify(before.settings) !== JSON.stringify(after.settings);

const ALL_REQUEST_FIELDS = Object.keys(requestSchema.shape);

/** An activity without declared `reads` depends on the whole request, a task without them on nothing. */
function listReadFields(
  step: ResolvedStep,
  { plan }: ReplanInput,
  { activities, plans }: PlanningContext,
): readonly string[] {
  if (step.kind === 'activity') return activities[step.activity]?.reads ?? ALL_REQUEST_FIELDS;
  const definition = plans.find(({ name }) => name === plan.name)?.steps[step.id];
  return definition?.kind === 'task' ? (definition.reads ?? []) : [];
}
