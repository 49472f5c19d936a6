import { CancellationScope, condition, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import type { ActivityStep, ResolvedStep } from '../../src/contract/plan';
import { errorOf, runEffect } from './effects';
import type { Onboarding } from './onboarding';

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
  const all = scope.run(() => Promise.all(onboarding.steps.map((step) => runStep(onboarding, step))));
  const full = condition(() => workflowInfo().continueAsNewSuggested && onboarding.isAtRest);
  return Promise.race([all.then(() => 'finished' as const), full.then(() => 'history-full' as const)]);
}

async function runStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  try {
    await condition(() => onboarding.isReady(step));
    if (onboarding.isSettled(step.id)) return;
    if (step.startAt !== undefined) await untilInstant(onboarding, step, step.startAt);
    if (step.kind === 'approval') await condition(() => onboarding.isSettled(step.id));
    else await carryOut(onboarding, step);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    onboarding.interrupted(step);
  }
}

/** Whether there is a timer at all depends on the input alone, and never on the clock: which commands there are must replay. */
async function untilInstant(onboarding: Onboarding, step: ResolvedStep, instant: string): Promise<void> {
  if (Date.parse(instant) <= Date.parse(onboarding.input.submittedAt)) return;
  onboarding.wait(step);
  await sleep(Math.max(1, Date.parse(instant) - Date.now()), { summary: `${step.title}: not before ${instant}` });
}

/** Until it is done, or the onboarding ends: a failure that does not end it waits for a person to have it retried. */
async function carryOut(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const state = onboarding.step(step.id);
  while (state.status !== 'done' && onboarding.ending === undefined) {
    if (state.status === 'failed') await condition(() => state.status !== 'failed');
    else await tryOnce(onboarding, step);
  }
}

async function tryOnce(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const call = onboarding.begin(step);
  try {
    onboarding.done(step, await runEffect(step, call));
  } catch (error) {
    if (isCancellation(error)) throw error;
    onboarding.failed(step, errorOf(error));
  }
}
