import { parseFormAnswers } from '../../../src/domain/form-answers';
import type { TaskCompletion, Delegation } from '../../../src/domain/onboarding/messages';
import { isExcludedAsSubstitute } from '../../../src/domain/people';
import type { HumanStep } from '../../../src/domain/plan/resolved-plan';
import { hasAnyRole, HR_ROLES } from '../../../src/domain/roles';
import { isAnswerableStatus } from '../../../src/domain/onboarding/pending-people';
import { checkAuthorization } from './authorization';
import { now, type Onboarding } from '../onboarding';
import type { MessageSource } from '../message-source';
import { type Principal, createPrincipal } from '../../../src/domain/principal';
import { hasOpenWait } from '../../../src/domain/onboarding/assignment';
import { completeTask, delegateStep } from '../transitions/human-step';

/**
 * Completes a task.
 * @returns the reason if the completion is rejected
 */
export function handleTaskCompletion(
  onboarding: Onboarding,
  { step: id, by, note, answers: rawAnswers }: TaskCompletion,
  { via, proof }: MessageSource,
): string | undefined {
  const step = onboarding.findStep(id);
  if (step?.kind !== 'task') return `not-waiting: no task ${id}`;
  const { decision: existingDecision, status } = onboarding.getStepState(id);
  if (!isAnswerable(onboarding, step)) {
    return existingDecision === undefined
      ? `not-waiting: ${id} is ${status}`
      : `already-decided: ${existingDecision.outcome} by ${existingDecision.by} at ${existingDecision.at}`;
  }
  const rejection = checkAuthorization(onboarding, step, createPrincipal(by, proof));
  if (rejection !== undefined) return rejection;
  const parsed = status === 'undoing' ? { answers: {} } : parseFormAnswers(step.form ?? [], rawAnswers ?? {});
  if ('fieldErrors' in parsed)
    return `malformed: ${parsed.fieldErrors.map(({ field, message }) => `${field} ${message}`).join('; ')}`;
  const decision = { outcome: 'completed' as const, by, at: now(), via, comment: note, decisionId: proof?.decisionId };
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
  { via, proof }: MessageSource,
): string | undefined {
  const step = onboarding.findStep(id);
  if (step === undefined || step.kind === 'activity') return `not-waiting: nobody is asked for ${id}`;
  if (!isAnswerable(onboarding, step)) return `not-waiting: ${id} is ${onboarding.getStepState(id).status}`;
  const rejection = checkDelegationAllowed(onboarding, step, createPrincipal(by, proof));
  if (rejection !== undefined) return rejection;
  if (isExcludedAsSubstitute(onboarding.input, step, to)) return `not-entitled: ${to.email} may not answer for ${id}`;
  if (to.email === by) return 'not-waiting: one does not delegate to oneself';
  delegateStep(onboarding, step, by, to);
  onboarding.appendTimelineEntry({
    kind: 'delegated',
    step: id,
    by,
    via,
    note: `to ${to.email}`,
    decisionId: proof?.decisionId,
  });
  return undefined;
}

/** During a termination, only undo tasks can be answered. */
function isAnswerable(onboarding: Onboarding, step: HumanStep): boolean {
  const state = onboarding.getStepState(step.id);
  return hasOpenWait(step, state) && isAnswerableStatus(state.status, onboarding.termination !== undefined);
}

/** Allows assignees and HR: the request to an unresponsive assignee must be transferable. */
function checkDelegationAllowed(onboarding: Onboarding, step: HumanStep, principal: Principal): string | undefined {
  if (hasAnyRole(principal, HR_ROLES)) return undefined;
  return checkAuthorization(onboarding, step, principal);
}
