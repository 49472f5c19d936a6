import { condition } from '@temporalio/workflow';
import type { Onboarding } from './onboarding';
import { waitForCondition } from './wait-for-condition';

/** Keeps the deadline of the whole onboarding, which a moved start date moves along. */
export async function watchDeadline(onboarding: Onboarding): Promise<void> {
  const getDeadline = (): string | undefined => onboarding.input.plan.deadline?.at;
  for (;;) {
    await condition(() => getDeadline() !== undefined && getDeadline() !== onboarding.state.deadlinePassed);
    const deadline = getDeadline();
    if (deadline === undefined) continue;
    if (!(await waitForCondition(() => getDeadline() !== deadline, deadline, 'Deadline of the onboarding')))
      handleMissedDeadline(onboarding, deadline);
  }
}

/** Once accounts are in use no timer takes them away: then it is escalated, whatever the plan says. */
function handleMissedDeadline(onboarding: Onboarding, deadline: string): void {
  const { deadline: planned, attention: escalationContacts } = onboarding.input.plan;
  onboarding.state.deadlinePassed = deadline;
  onboarding.appendTimelineEntry({ kind: 'deadline-passed', note: `not complete by ${deadline}` });
  if (planned?.then === 'rollback' && !onboarding.isPastPivot)
    onboarding.terminate({ outcome: 'rolled-back', reason: `not complete by ${deadline}` });
  else
    onboarding.notify({
      key: 'deadline',
      kind: 'escalated',
      to: escalationContacts,
      note: `not complete by ${deadline}`,
    });
}
