import { condition } from '@temporalio/workflow';
import { createReason } from '../../src/domain/reasons/reason';
import type { Onboarding } from './onboarding';
import { waitForCondition } from './wait-for-condition';

/** Watches the deadline of the whole onboarding, which moves with the start date. */
export async function watchDeadline(onboarding: Onboarding): Promise<void> {
  const getDeadline = (): string | undefined => onboarding.input.plan.deadline?.at;
  for (;;) {
    await condition(() => getDeadline() !== undefined && getDeadline() !== onboarding.missedDeadline);
    const deadline = getDeadline();
    if (deadline === undefined) continue;
    if (!(await waitForCondition(() => getDeadline() !== deadline, deadline, 'Deadline of the onboarding')))
      handleMissedDeadline(onboarding, deadline);
  }
}

/**
 * Escalates, regardless of the plan, once accounts are in use, or while a failure waits for its owner that is not
 * essential: no timer takes away accounts, and no trifle undoes the rest.
 */
function handleMissedDeadline(onboarding: Onboarding, deadline: string): void {
  const { deadline: plannedDeadline, escalationContacts } = onboarding.input.plan;
  onboarding.markDeadlineMissed(deadline);
  const reason = createReason('deadline-missed', { deadline });
  onboarding.appendTimelineEntry({ kind: 'deadline-passed', reason });
  const isHeldUpByTrifle = onboarding.steps.some(
    (step) =>
      step.kind === 'activity' && step.essential === false && onboarding.getStepState(step.id).status === 'failed',
  );
  if (plannedDeadline?.then === 'rollback' && !onboarding.isPastPivot && !isHeldUpByTrifle)
    onboarding.terminate({ outcome: 'rolled-back', reason });
  else onboarding.notify({ key: 'deadline', kind: 'escalated', to: escalationContacts, reason });
}
