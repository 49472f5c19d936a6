import { describeUnanswerable } from '../../../domain/onboarding/earlier-decision';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { getReasonClass, type Reason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { createRejection } from '../../http/create-rejection';

/**
 * Reads the outcome of a decision from the workflow's own view.
 * @throws FirstdayError with the reason if it had no effect; `already-decided` names the earlier decision
 */
export function getOutcomeOrThrow(view: OnboardingView, decisionId: string, stepId: string | undefined) {
  const step = view.steps.find(({ id }) => id === stepId);
  const entry = view.timeline.find((candidate) => candidate.decisionId === decisionId);
  if (entry?.kind === 'ignored') throw toRejection(view, step, entry.reason);
  const outcome = entry?.kind ?? (step?.decision?.decisionId === decisionId ? step.decision.outcome : undefined);
  if (outcome !== undefined) return { outcome, status: view.status, step };
  throw toRejection(view, step);
}

function toRejection(
  view: OnboardingView,
  step: StepView | undefined,
  reason: Reason | undefined = step && describeUnanswerable(step),
): FirstdayError {
  if (reason === undefined) return new FirstdayError('not-waiting');
  const { by, at, outcome } = step?.decision ?? {};
  const isDecided = getReasonClass(reason) === 'already-decided' && by !== undefined;
  return createRejection(reason, view, isDecided ? { decidedBy: by, decidedAt: at, outcome } : {});
}
