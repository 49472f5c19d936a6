import type { Messages, Proof, SignalName } from '../../../src/domain/onboarding/messages';
import { changeBySignal } from './plan-changes';
import { decide } from './approvals';
import { resolve } from './failure-resolutions';
import type { Onboarding } from '../onboarding';
import { type Origin, originOf, whyRefused } from '../message-source';
import { complete, delegate } from './tasks';

export type SignalOf = { [Name in SignalName]: { name: Name; message: Messages[Name] } }[SignalName];

/** Lets a well-formed signal take effect, or keeps it in the timeline with the reason why it did not. */
export function applySignal(onboarding: Onboarding, signal: SignalOf): void {
  const { message } = signal;
  const origin = originOf(onboarding, message.proof);
  const { via, proof } = origin;
  if (proof !== undefined && wasSeen(onboarding, proof)) return;

  const note = whyRefused(onboarding, origin) ?? attempt(onboarding, signal, origin);
  if (note === undefined) return;
  const step = 'step' in message ? message.step : undefined;
  onboarding.record({ kind: 'ignored', step, by: message.by, via, decisionId: proof?.decisionId, note });
}

/** Does what the signal asks; gives the reason where it does not. */
function attempt(onboarding: Onboarding, signal: SignalOf, origin: Origin): string | undefined {
  switch (signal.name) {
    case 'approve':
      return decide(onboarding, 'approved', signal.message, origin);
    case 'decline':
      return decide(onboarding, 'declined', signal.message, origin);
    case 'delegate':
      return delegate(onboarding, signal.message, origin);
    case 'completeTask':
      return complete(onboarding, signal.message, origin);
    case 'resolveFailure':
      return resolve(onboarding, signal.message, origin);
    case 'cancel':
      return cancel(onboarding, signal.message, origin);
    case 'reschedule':
    case 'amend':
      void changeBySignal(onboarding, signal, origin);
      return undefined;
  }
}

/** The same message delivered again (a client's retry) is no second decision. */
const wasSeen = (onboarding: Onboarding, proof: Proof): boolean =>
  onboarding.state.timeline.some((entry) => entry.decisionId === proof.decisionId);

function cancel(
  onboarding: Onboarding,
  { by, reason, outcome = 'cancelled' }: Messages['cancel'],
  { via, proof }: Origin,
): string | undefined {
  if (onboarding.ending !== undefined) return 'not-waiting: it is already being ended';
  onboarding.record({ kind: 'cancel-requested', by, via, note: reason, decisionId: proof?.decisionId });
  onboarding.end({ outcome, reason, by });
  return undefined;
}
