import type { FailureResolution } from '../../../src/domain/onboarding/messages';
import { curesOf } from '../../../src/domain/onboarding/allowed-actions';
import type { ResolvedStep } from '../../../src/domain/plan/types';
import { accepted, retry, skipped } from '../transitions/activity-step';
import type { Onboarding } from '../onboarding';
import type { Origin } from '../message-source';

/** Takes what a person decides about a failure. @returns why it does not count, where it does not. */
export function resolve(
  onboarding: Onboarding,
  { step: id, action, by, note }: FailureResolution,
  { via, proof }: Origin,
): string | undefined {
  const step = onboarding.planned(id);
  const cures = step === undefined ? [] : curesOf({ ...step, ...onboarding.step(id) }, onboarding.ending !== undefined);
  if (step === undefined || cures.length === 0) return `not-waiting: no failure of ${id} waits for anybody`;
  if (!cures.includes(action)) return `not-waiting: here one can ${cures.join(' or ')}, not ${action}`;
  const said = note === undefined ? '' : `: ${note}`;
  onboarding.record({
    kind: 'resolved',
    step: id,
    by,
    via,
    note: `${action}${said}`,
    decisionId: proof?.decisionId,
  });
  switch (action) {
    case 'retry':
      retry(onboarding, step);
      break;
    case 'rollback':
      onboarding.end({ outcome: 'rolled-back', reason: note ?? `${step.title} failed`, by });
      break;
    case 'skip':
      skip(onboarding, step);
      break;
    case 'accept':
      accepted(onboarding, step, `left behind, accepted by ${by}${said}`);
  }
  return undefined;
}

/** A task that nobody has done has nothing to take back; what failed may have. */
function skip(onboarding: Onboarding, step: ResolvedStep): void {
  if (step.kind === 'task') skipped(onboarding, step);
  else onboarding.change(step, { skip: true });
}
