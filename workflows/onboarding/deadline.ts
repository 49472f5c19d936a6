import { condition } from '@temporalio/workflow';
import type { Onboarding } from './onboarding';
import { happensBefore } from './wait-until';

/** Keeps the deadline of the whole onboarding, which a moved start date moves along. */
export async function watchDeadline(onboarding: Onboarding): Promise<void> {
  const at = (): string | undefined => onboarding.input.plan.deadline?.at;
  for (;;) {
    await condition(() => at() !== undefined && at() !== onboarding.state.deadlinePassed);
    const deadline = at();
    if (deadline === undefined) continue;
    if (!(await happensBefore(() => at() !== deadline, deadline, 'Deadline of the onboarding')))
      passed(onboarding, deadline);
  }
}

/** Once accounts are in use no timer takes them away: then it is escalated, whatever the plan says. */
function passed(onboarding: Onboarding, deadline: string): void {
  const { deadline: planned, attention } = onboarding.input.plan;
  onboarding.state.deadlinePassed = deadline;
  onboarding.record({ kind: 'deadline-passed', note: `not complete by ${deadline}` });
  if (planned?.then === 'rollback' && !onboarding.isPastPivot)
    onboarding.end({ outcome: 'rolled-back', reason: `not complete by ${deadline}` });
  else onboarding.notify({ key: 'deadline', kind: 'escalated', to: attention, note: `not complete by ${deadline}` });
}
