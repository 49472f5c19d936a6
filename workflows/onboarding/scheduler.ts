import { CancellationScope, condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { ActivityStep, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { runHumanStep } from './run-human-step';
import { watchDeadline } from './deadline';
import {
  startEffect,
  completeEffect,
  failEffect,
  resetInterruptedWait,
  markWaiting,
} from './transitions/activity-step';
import { toStepError, runEffect } from './activity-calls';
import { handleFailure } from './failure-handling';
import type { Onboarding } from './onboarding';
import { openHumanStep } from '../../src/domain/onboarding/human-wait';
import { mustWait } from '../../src/domain/onboarding/advance';
import { skipStep } from './skip-step';
import { undoStep } from './compensation';
import { hasOpenWait } from '../../src/domain/onboarding/assignment';
import { waitForCondition } from './wait-for-condition';

/**
 * Runs each step once its predecessors are complete and its start instant has come, including steps added by an
 * amendment.
 * @returns `finished` if all steps are complete or a termination was decided; `history-full` if nothing is in progress
 *   and Temporal suggests a new run
 */
export async function runSteps(onboarding: Onboarding): Promise<'finished' | 'history-full'> {
  if (onboarding.termination !== undefined) return 'finished';
  const scope = new CancellationScope();
  onboarding.onTermination(() => {
    scope.cancel();
  });
  const deadline = scope.run(() => ignoreCancellation(watchDeadline(onboarding)));
  const runningSteps = new Map<string, Promise<void>>();
  const startStep = async (id: string): Promise<void> => {
    await ignoreCancellation(scope.run(() => runStep(onboarding, id)));
    runningSteps.delete(id);
  };
  const listDueSteps = () => onboarding.steps.filter((step) => !runningSteps.has(step.id) && isDue(onboarding, step));
  const isHistoryFull = () => workflowInfo().continueAsNewSuggested && onboarding.canContinueAsNew;

  while (!onboarding.isFinished) {
    await condition(() => onboarding.isFinished || listDueSteps().length > 0 || isHistoryFull());
    for (const { id } of listDueSteps()) runningSteps.set(id, startStep(id));
    if (isHistoryFull()) return 'history-full';
  }
  scope.cancel();
  for (const { id } of onboarding.steps) resetInterruptedWait(onboarding, id);
  await Promise.all([...runningSteps.values(), deadline]);
  return 'finished';
}

const isDue = (onboarding: Onboarding, step: ResolvedStep): boolean =>
  !onboarding.isDoneOrSkipped(step.id) && (onboarding.isReady(step) || mustUndoFirst(onboarding, step));

/**
 * True if the effect is bound to outdated data. Its undo waits for no other step: accounts that are active before the
 * new first day are deactivated at once, whatever else fails.
 */
function mustUndoFirst(onboarding: Onboarding, step: ResolvedStep): boolean {
  const { status, effect } = onboarding.getStepState(step.id);
  const isBoundToOldData = effect?.armed === true && effect.redo === 'undo-first';
  return step.kind === 'activity' && onboarding.termination === undefined && isBoundToOldData && status !== 'failed';
}

/** Runs one step, repeatedly if necessary, until it has nothing to do. An amendment may have replaced it meanwhile. */
async function runStep(onboarding: Onboarding, id: string): Promise<void> {
  for (;;) {
    const step = onboarding.findStep(id);
    if (step === undefined || !isDue(onboarding, step)) return;
    await runStepOnce(onboarding, step);
  }
}

async function runStepOnce(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  const state = onboarding.getStepState(step.id);
  if (state.failure?.isSkipRequested === true) return skipStep(onboarding, step);
  if (step.kind === 'activity') {
    if (state.status === 'failed') return handleFailure(onboarding, step);
    if (mustUndoFirst(onboarding, step)) return undoStep(onboarding, step);
  }
  const isOpen = step.kind !== 'activity' && hasOpenWait(step, state);
  if (!isOpen && !(await waitForStart(onboarding, step))) return;
  if (step.kind === 'activity') return runActivityStep(onboarding, step);
  if (!isOpen) openHumanStep(onboarding, step);
  await runHumanStep(onboarding, step);
}

/** @returns false if the start instant moved meanwhile, or the step was skipped */
async function waitForStart(onboarding: Onboarding, step: ResolvedStep): Promise<boolean> {
  const { id, title, startAt } = step;
  if (!mustWait(onboarding, startAt)) return true;
  markWaiting(onboarding, step);
  const isSuperseded = (): boolean => onboarding.findStep(id)?.startAt !== startAt || onboarding.isDoneOrSkipped(id);
  const wasSuperseded = await waitForCondition(
    isSuperseded,
    startAt,
    `${getEnglishText(title)}: not before ${startAt}`,
  );
  return !wasSuperseded && !isSuperseded();
}

async function runActivityStep(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const call = startEffect(onboarding, step);
  try {
    completeEffect(onboarding, step, await runEffect(step, call));
  } catch (error) {
    if (isCancellation(error)) throw error;
    failEffect(onboarding, step, toStepError(error));
  }
}

const ignoreCancellation = (work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
