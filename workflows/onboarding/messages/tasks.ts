import { parseFormAnswers } from '../../../src/domain/form-answers';
import type { TaskCompletion, Delegation } from '../../../src/domain/onboarding/messages';
import { isExcludedAsSubstitute } from '../../../src/domain/people';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import type { HumanStep } from '../../../src/domain/plan/resolved-plan';
import { hasAnyRole, HR_ROLES } from '../../../src/domain/roles';
import { isAnswerableStatus } from '../../../src/domain/onboarding/pending-people';
import { checkAuthorization } from './authorization';
import { describeUnanswerable } from '../../../src/domain/onboarding/earlier-decision';
import type { Onboarding } from '../onboarding';
import { describeOrigin, type MessageSource } from '../message-source';
import { type Principal, createPrincipal } from '../../../src/domain/principal';
import { hasOpenWait } from '../../../src/domain/onboarding/assignment';
import { completeTask, delegateStep } from '../transitions/human-step';

/**
 * Completes a task.
 * @returns the reason if the completion is rejected
 */
export function handleTaskCompletion(
  onboarding: Onboarding,
  { step: id, by, note: comment, answers: rawAnswers }: TaskCompletion,
  source: MessageSource,
): Reason | undefined {
  const step = onboarding.findStep(id);
  if (step?.kind !== 'task') return createReason('not-waiting.no-task', { step: id });
  const { outcome, status } = onboarding.getStepState(id);
  if (!isAnswerable(onboarding, step)) return describeUnanswerable({ id, status, decision: outcome?.decision });
  const rejection = checkAuthorization(onboarding, step, createPrincipal(by, source.proof));
  if (rejection !== undefined) return rejection;
  const parsed = status === 'undoing' ? { answers: {} } : parseFormAnswers(step.form ?? [], rawAnswers ?? {});
  if ('fieldErrors' in parsed)
    return createReason('malformed.answers', { fields: parsed.fieldErrors.map(({ field }) => field) });
  const decision = {
    outcome: 'completed' as const,
    by,
    at: onboarding.now(),
    comment,
    ...describeOrigin(source),
  };
  completeTask(onboarding, step, decision, step.form === undefined ? undefined : parsed.answers);
  return undefined;
}

/**
 * Assigns the step to another person.
 * @returns the reason if the delegation is rejected
 */
export function handleDelegation(
  onboarding: Onboarding,
  { step: id, by, to }: Delegation,
  source: MessageSource,
): Reason | undefined {
  const step = onboarding.findStep(id);
  if (step === undefined || step.kind === 'activity') return createReason('not-waiting.no-request', { step: id });
  if (!isAnswerable(onboarding, step))
    return createReason('not-waiting.step-status', { step: id, status: onboarding.getStepState(id).status });
  const rejection = checkDelegationAllowed(onboarding, step, createPrincipal(by, source.proof));
  if (rejection !== undefined) return rejection;
  if (isExcludedAsSubstitute(onboarding.input, step, to))
    return createReason('not-entitled.substitute', { step: id, email: to.email });
  if (to.email === by) return createReason('not-waiting.self-delegation', {});
  delegateStep(onboarding, step, by, to);
  onboarding.appendTimelineEntry({
    kind: 'delegated',
    step: id,
    by,
    reason: createReason('delegated-to', { email: to.email }),
    ...describeOrigin(source),
  });
  return undefined;
}

/** During a termination, only undo tasks can be answered. */
function isAnswerable(onboarding: Onboarding, step: HumanStep): boolean {
  const state = onboarding.getStepState(step.id);
  return hasOpenWait(step, state) && isAnswerableStatus(state.status, onboarding.termination !== undefined);
}

/** Allows assignees and HR: the request to an unresponsive assignee must be transferable. */
function checkDelegationAllowed(onboarding: Onboarding, step: HumanStep, principal: Principal): Reason | undefined {
  if (hasAnyRole(principal, HR_ROLES)) return undefined;
  return checkAuthorization(onboarding, step, principal);
}
