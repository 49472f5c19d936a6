import { isSameJson } from '../domain/is-same-json';
import type { Correction, CorrectionKind } from '../domain/plan/correction';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import { collectResultReaders } from '../domain/plan/result-readers';
import type { ReplanInput } from '../domain/planning-activities';
import { requestSchema } from '../domain/request';
import { toDefinedId } from './expand-groups';
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
  const corrections = new Map(
    startedSteps.map((step) => [step.id, findCorrection(step, input, plan, changedPaths, planning)]),
  );
  const correctedIds = startedSteps.map(({ id }) => id).filter((id) => corrections.get(id) !== undefined);
  const readers = collectResultReaders(startedSteps, correctedIds);
  return startedSteps.flatMap((step) => {
    const correction = corrections.get(step.id);
    if (correction !== undefined) return [correction];
    return readers.has(step.id) ? [{ step: step.id, kind: chooseKind(step), fields: [] }] : [];
  });
}

function findCorrection(
  before: ResolvedStep,
  input: ReplanInput,
  plan: Pick<ResolvedPlan, 'steps'>,
  changedPaths: readonly string[],
  planning: PlanningContext,
): Correction | undefined {
  const step = plan.steps.find(({ id }) => id === before.id);
  if (step === undefined || step.skipReason !== undefined) return findUndoCorrection(before);
  const fields = listChangedFields(before, input, changedPaths, planning);
  if (fields.length === 0 && !hasOtherSettings(before, step)) return undefined;
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
  before.kind === 'activity' && after.kind === 'activity' && !isSameJson(before.settings, after.settings);

const ALL_REQUEST_FIELDS = Object.keys(requestSchema.shape);

/** An activity without declared `reads` depends on the whole request, a task without them on nothing. */
function listReadFields(
  step: ResolvedStep,
  { plan }: ReplanInput,
  { activities, plans }: PlanningContext,
): readonly string[] {
  if (step.kind === 'activity') return activities[step.activity]?.reads ?? ALL_REQUEST_FIELDS;
  const definition = plans.find(({ name }) => name === plan.name)?.steps[toDefinedId(step.id)];
  return definition?.kind === 'task' ? (definition.reads ?? []) : [];
}
