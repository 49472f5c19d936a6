import type { FailureResolution } from '../../../src/domain/onboarding/messages';
import { listFailureResolutions } from '../../../src/domain/onboarding/allowed-actions';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import type { FailureAction } from '../../../src/domain/onboarding/kinds';
import type { ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import { abandonUndo, describeStepFailure, retryStep, markSkipped } from '../transitions/activity-step';
import { markDoneByHand } from '../transitions/by-hand';
import type { Onboarding } from '../onboarding';
import { describeOrigin, type MessageSource } from '../message-source';

/**
 * Applies a person's decision about a failure.
 * @returns the reason if the decision is rejected
 */
export function handleFailureResolution(
  onboarding: Onboarding,
  { step: id, action, by, note: comment }: FailureResolution,
  source: MessageSource,
): Reason | undefined {
  const step = onboarding.findStep(id);
  const resolutions = step === undefined ? [] : listResolutions(onboarding, step);
  if (step === undefined || resolutions.length === 0) return createReason('not-waiting.no-failure', { step: id });
  if (!resolutions.includes(action)) return createReason('not-waiting.resolution', { allowed: resolutions, action });
  onboarding.appendTimelineEntry({
    kind: 'resolved',
    step: id,
    by,
    reason: createReason('resolution', { action }),
    comment,
    ...describeOrigin(source),
  });
  switch (action) {
    case 'retry':
      retryStep(onboarding, step);
      break;
    case 'done':
      markDoneByHand(onboarding, step, {
        outcome: 'completed',
        by,
        at: onboarding.now(),
        comment,
        ...describeOrigin(source),
      });
      break;
    case 'rollback':
      onboarding.terminate({ outcome: 'rolled-back', reason: describeStepFailure(onboarding, step), comment, by });
      break;
    case 'skip':
      requestSkip(onboarding, step);
      break;
    case 'accept':
      abandonUndo(onboarding, step, { reason: createReason('left-behind', { by }), comment });
  }
  return undefined;
}

const listResolutions = (onboarding: Onboarding, step: ResolvedStep): FailureAction[] => {
  const { status, failure } = onboarding.getStepState(step.id);
  return listFailureResolutions({ ...step, status, error: failure?.error }, onboarding.termination !== undefined);
};

/** An open task has nothing to undo; a failed step may have. */
function requestSkip(onboarding: Onboarding, step: ResolvedStep): void {
  if (step.kind === 'task') markSkipped(onboarding, step);
  else onboarding.updateStep(step, { failure: { isSkipRequested: true } });
}
