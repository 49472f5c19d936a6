import { describeUnanswerable } from '../../../domain/onboarding/earlier-decision';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { isUnreachable, listAllowedActions, type StepAction } from '../../../domain/onboarding/allowed-actions';
import { checkReminderInterval } from '../../../domain/onboarding/reminders';
import { isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import type { Principal } from '../../../domain/principal';
import { createReason, getReasonClass, type Reason } from '../../../domain/reasons/reason';
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

/** Answers to a request, and the kinds of steps that have one. */
const ANSWERABLE_KINDS: Readonly<Record<string, readonly StepView['kind'][]>> = {
  approve: ['approval'],
  decline: ['approval'],
  complete: ['task'],
  delegate: ['approval', 'task'],
  remind: ['approval', 'task'],
} satisfies Partial<Record<StepAction | 'complete', readonly StepView['kind'][]>>;

/**
 * Rejects an answer that the recorded view already rules out, so that it costs no signal. The workflow decides about all
 * others, and may know more.
 * @throws FirstdayError with the reason
 */
export function ensureAnswerable(
  view: OnboardingView,
  { action, step: id }: { action: string; step?: string },
  principal: Principal,
): void {
  const step = view.steps.find((candidate) => candidate.id === id);
  const kinds = ANSWERABLE_KINDS[action];
  if (step === undefined || !kinds?.includes(step.kind) || isUnreachable(view)) return;
  if (!isPendingOnPeople(step, view.termination !== undefined)) {
    // The workflow may have opened the request meanwhile.
    if (step.status === 'pending' || step.status === 'waiting') return;
    throw toRejection(view, step);
  }
  const allowedActions: readonly string[] = listAllowedActions(view, step, principal);
  if (action === 'remind') {
    const rejection = allowedActions.includes(action)
      ? checkReminderInterval(step, new Date().toISOString())
      : createReason('not-entitled.remind', { step: step.id });
    if (rejection !== undefined) throw createRejection(rejection, view);
    return;
  }
  const hasApprovedBefore = step.approvals?.some(({ by }) => by === principal.email) === true;
  if (allowedActions.includes(action) || hasApprovedBefore) return;
  const { people = [], roles = [] } = step;
  const assignees = [{ people: people.map(({ name }) => name), relations: [], roles }];
  throw createRejection(createReason('not-entitled.assignee', { step: step.id, assignees }), view);
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
