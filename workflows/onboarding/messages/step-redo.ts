import type { StepRedo } from '../../../src/domain/onboarding/messages';
import { getEffect } from '../../../src/domain/onboarding/step-state';
import { collectResultReaders } from '../../../src/domain/plan/result-readers';
import type { ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import { describeOrigin, type MessageSource } from '../message-source';
import type { Onboarding } from '../onboarding';

/**
 * Repeats a completed step in place, and the completed steps that need its result. A failure leads to the branch of the
 * plan, else leaves the earlier effect in place and asks the owner.
 * @returns the reason if the step is not repeated
 */
export function handleStepRedo(
  onboarding: Onboarding,
  { step: id, by }: StepRedo,
  source: MessageSource,
): Reason | undefined {
  const step = onboarding.findStep(id);
  if (step?.kind !== 'activity' || step.correctBy === undefined)
    return createReason('not-waiting.no-redo', { step: id });
  if (onboarding.termination !== undefined) return createReason('not-waiting.terminating', {});
  const { status } = onboarding.getStepState(id);
  if (!hasRun(onboarding, step)) return createReason('not-waiting.step-status', { step: id, status });
  const readers = collectResultReaders(onboarding.steps, [id]);
  const redoneSteps = onboarding.steps.filter(
    (one) => one.id === id || (readers.has(one.id) && hasRun(onboarding, one)),
  );
  for (const redone of redoneSteps) {
    if (redone.kind !== 'activity' || redone.correctBy === undefined) continue;
    const { redo = redone.correctBy } = getEffect(onboarding.getStepState(redone.id));
    onboarding.updateStep(redone, { effect: { redo, isCorrection: undefined } });
    const author = redone.id === id ? { by, ...describeOrigin(source) } : {};
    onboarding.appendTimelineEntry({ kind: 'redone', step: redone.id, ...author });
  }
  return undefined;
}

const hasRun = (onboarding: Onboarding, { id }: ResolvedStep): boolean =>
  ['done', 'running'].includes(onboarding.getStepState(id).status);
