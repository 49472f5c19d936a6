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
 * Runs each step once its predecessors are complete and its start instant has come.
 * @returns `finished` if all steps are complete or a termination was decided; `history-full` if nothing is in progress
 *   and Temporal suggests a new run
 */
export async function runSteps(onboarding: Onboarding): Promise<'finished' | 'history-full'> {
  if (onboarding.termination !== undefined) return 'finished';
  const scope = new CancellationScope();
  onboarding.onTermination(() => {
    scope.cancel();
  });
  const stepsFinished = scope.run(() => runStepLoops(onboarding, scope));
  const historyFull = condition(() => workflowInfo().continueAsNewSuggested && onboarding.canContinueAsNew);
  return Promise.race([stepsFinished.then(() => 'finished' as const), historyFull.then(() => 'history-full' as const)]);
}

/** Runs one loop per step, including steps added by an amendment. Resolves when all loops have ended. */
async function runStepLoops(onboarding: Onboarding, scope: CancellationScope): Promise<void> {
  const stepLoops = new Map<string, Promise<void>>();
  const listNewSteps = (): ResolvedStep[] => onboarding.steps.filter(({ id }) => !stepLoops.has(id));
  const deadline = ignoreCancellation(watchDeadline(onboarding));
  while (!onboarding.isFinished) {
    for (const { id } of listNewSteps()) stepLoops.set(id, runStepLoop(onboarding, id));
    await ignoreCancellation(condition(() => onboarding.isFinished || listNewSteps().length > 0));
  }
  scope.cancel();
  await Promise.all([...stepLoops.values(), deadline]);
}

/** Runs one step, repeatedly if necessary, until it has nothing left to do or the onboarding terminates. */
async function runStepLoop(onboarding: Onboarding, id: string): Promise<void> {
  await ignoreCancellation(
    (async () => {
      for (;;) {
        await condition(() => canProceed(onboarding, id));
        // Another message may have completed the step between the condition and this line.
        if (!canProceed(onboarding, id)) continue;
        const step = onboarding.findStep(id);
        if (step === undefined) return;
        await runStepOnce(onboarding, step);
      }
    })(),
  );
  if (onboarding.findStep(id) !== undefined) resetInterruptedWait(onboarding, id);
}

/** True if the step has work to do. Also true for a step that an amendment removed, so that its loop ends. */
function canProceed(onboarding: Onboarding, id: string): boolean {
  const step = onboarding.findStep(id);
  return step === undefined || (!onboarding.isDoneOrSkipped(id) && onboarding.isReady(step));
}

async function runStepOnce(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  const state = onboarding.getStepState(step.id);
  if (state.failure?.isSkipRequested === true) return skipStep(onboarding, step);
  if (step.kind === 'activity') {
    if (state.status === 'failed') return handleFailure(onboarding, step);
    if (state.effect?.redo === true && state.effect.armed && step.redo !== 'again') return undoStep(onboarding, step);
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
