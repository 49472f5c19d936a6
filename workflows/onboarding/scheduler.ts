import { CancellationScope, condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { ActivityStep, ResolvedStep } from '../../src/domain/plan/types';
import { attend } from './human-wait-loop';
import { watchDeadline } from './deadline';
import { begin, done, failed, interrupted, waits } from './transitions/activity-step';
import { errorOf, runEffect } from './activity-calls';
import { settleFailure } from './failure-handling';
import type { Onboarding } from './onboarding';
import { open } from './transitions/human-wait';
import { mustWait } from './advance';
import { skipStep } from './skip-step';
import { takeBack } from './compensation';
import { happensBefore } from './wait-until';

/**
 * Runs every step as soon as what it comes after is settled and its instant has come.
 * @returns `finished` when all are settled or an ending was decided; `history-full` when nothing is under way and
 *   Temporal asks for a new run.
 */
export async function runSteps(onboarding: Onboarding): Promise<'finished' | 'history-full'> {
  if (onboarding.ending !== undefined) return 'finished';
  const scope = new CancellationScope();
  onboarding.onEnding = () => {
    scope.cancel();
  };
  const finished = scope.run(() => tendAll(onboarding, scope));
  const full = condition(() => workflowInfo().continueAsNewSuggested && onboarding.isAtRest);
  return Promise.race([finished.then(() => 'finished' as const), full.then(() => 'history-full' as const)]);
}

/** One for each step, also for those that an amended plan brings; all have ended when it has. */
async function tendAll(onboarding: Onboarding, scope: CancellationScope): Promise<void> {
  const tended = new Map<string, Promise<void>>();
  const untended = (): ResolvedStep[] => onboarding.steps.filter(({ id }) => !tended.has(id));
  const deadline = unlessCancelled(watchDeadline(onboarding));
  while (!onboarding.isFinished) {
    for (const { id } of untended()) tended.set(id, tend(onboarding, id));
    await unlessCancelled(condition(() => onboarding.isFinished || untended().length > 0));
  }
  scope.cancel();
  await Promise.all([...tended.values(), deadline]);
}

/** Looks after one step, as often as it has to be done, until nothing is left to do or the onboarding ends. */
async function tend(onboarding: Onboarding, id: string): Promise<void> {
  await unlessCancelled(
    (async () => {
      for (;;) {
        await condition(() => mayBegin(onboarding, id));
        // Between the moment in which it may begin and this one, another message may have settled it.
        if (!mayBegin(onboarding, id)) continue;
        const step = onboarding.planned(id);
        if (step === undefined) return;
        await takeOneStep(onboarding, step);
      }
    })(),
  );
  if (onboarding.planned(id) !== undefined) interrupted(onboarding, id);
}

/** Whether there is something to do; a step that an amended plan does not have any more is let go. */
function mayBegin(onboarding: Onboarding, id: string): boolean {
  const step = onboarding.planned(id);
  return step === undefined || (!onboarding.isDone(id) && onboarding.isReady(step));
}

async function takeOneStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  const state = onboarding.step(step.id);
  if (state.skip === true) return skipStep(onboarding, step);
  if (step.kind === 'activity') {
    if (state.status === 'failed') return settleFailure(onboarding, step);
    if (state.redo === true && state.armed && step.redo !== 'again') return takeBack(onboarding, step);
  }
  const isOpen = state.status === 'waiting' && state.wait !== undefined;
  if (!isOpen && !(await itsInstantHasCome(onboarding, step))) return;
  if (step.kind === 'activity') await carryOut(onboarding, step);
  else {
    if (!isOpen) open(onboarding, step);
    await attend(onboarding, step);
  }
}

/** @returns false where the step's instant was moved meanwhile, or it is to be skipped. */
async function itsInstantHasCome(onboarding: Onboarding, step: ResolvedStep): Promise<boolean> {
  const { id, title, startAt } = step;
  if (!mustWait(onboarding, startAt)) return true;
  waits(onboarding, step);
  const isOff = (): boolean => onboarding.planned(id)?.startAt !== startAt || onboarding.isDone(id);
  const wasOff = await happensBefore(isOff, startAt, `${title}: not before ${startAt}`);
  return !wasOff && !isOff();
}

async function carryOut(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const call = begin(onboarding, step);
  try {
    done(onboarding, step, await runEffect(step, call));
  } catch (error) {
    if (isCancellation(error)) throw error;
    failed(onboarding, step, errorOf(error));
  }
}

const unlessCancelled = (work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
