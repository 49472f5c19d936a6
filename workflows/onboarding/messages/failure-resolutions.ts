import type { FailureResolution } from '../../../src/domain/onboarding/messages';
import { listFailureResolutions } from '../../../src/domain/onboarding/allowed-actions';
import type { ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import { abandonUndo, retryStep, markSkipped } from '../transitions/activity-step';
import type { Onboarding } from '../onboarding';
import type { MessageSource } from '../message-source';

/**
 * Applies a person's decision about a failure.
 * @returns the reason if the decision is rejected
 */
export function handleFailureResolution(
  onboarding: Onboarding,
  { step: id, action, by, note }: FailureResolution,
  { via, proof }: MessageSource,
): string | undefined {
  const step = onboarding.findStep(id);
  const resolutions =
    step === undefined
      ? []
      : listFailureResolutions({ ...step, ...onboarding.getStepState(id) }, onboarding.termination !== undefined);
  if (step === undefined || resolutions.length === 0) return `not-waiting: no failure of ${id} waits for anybody`;
  if (!resolutions.includes(action)) return `not-waiting: here one can ${resolutions.join(' or ')}, not ${action}`;
  const noteSuffix = note === undefined ? '' : `: ${note}`;
  onboarding.appendTimelineEntry({
    kind: 'resolved',
    step: id,
    by,
    via,
    note: `${action}${noteSuffix}`,
    decisionId: proof?.decisionId,
  });
  switch (action) {
    case 'retry':
      retryStep(onboarding, step);
      break;
    case 'rollback':
      onboarding.terminate({ outcome: 'rolled-back', reason: note ?? `${step.title} failed`, by });
      break;
    case 'skip':
      requestSkip(onboarding, step);
      break;
    case 'accept':
      abandonUndo(onboarding, step, `left behind, accepted by ${by}${noteSuffix}`);
  }
  return undefined;
}

/** An open task has nothing to undo; a failed step may have. */
function requestSkip(onboarding: Onboarding, step: ResolvedStep): void {
  if (step.kind === 'task') markSkipped(onboarding, step);
  else onboarding.updateStep(step, { isSkipRequested: true });
}
