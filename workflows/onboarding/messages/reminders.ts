import { hasOpenWait } from '../../../src/domain/onboarding/assignment';
import { getHumanWait } from '../../../src/domain/onboarding/human-wait';
import type { Reminder } from '../../../src/domain/onboarding/messages';
import { isAnswerableStatus } from '../../../src/domain/onboarding/pending-people';
import { checkReminderInterval, listReminderRecipients, mayRemind } from '../../../src/domain/onboarding/reminders';
import { createPrincipal } from '../../../src/domain/principal';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import { describeOrigin, type MessageSource } from '../message-source';
import type { Onboarding } from '../onboarding';
import { remindAssignees } from '../transitions/human-step';

/**
 * Reminds the assignees of an open request on behalf of a person.
 * @returns the reason if the reminder is rejected
 */
export function handleReminder(
  onboarding: Onboarding,
  { step: id, by }: Reminder,
  source: MessageSource,
): Reason | undefined {
  const step = onboarding.findStep(id);
  if (step === undefined || step.kind === 'activity') return createReason('not-waiting.no-request', { step: id });
  const state = onboarding.getStepState(id);
  if (!hasOpenWait(step, state) || !isAnswerableStatus(state.status, onboarding.termination !== undefined))
    return createReason('not-waiting.step-status', { step: id, status: state.status });
  const { people, remindedAt } = getHumanWait(onboarding, id);
  const principal = createPrincipal(by, source.proof);
  if (!mayRemind(onboarding.input, { people }, principal)) return createReason('not-entitled.remind', { step: id });
  const rejection = checkReminderInterval({ id, remindedAt }, onboarding.now());
  if (rejection !== undefined) return rejection;
  remindAssignees(onboarding, step, {
    to: listReminderRecipients({ people }, principal),
    by,
    ...describeOrigin(source),
  });
  return undefined;
}
