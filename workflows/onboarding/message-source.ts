import type { Proof, SignalName } from '../../src/domain/onboarding/messages';
import type { ActionChannel, TimelineEntry } from '../../src/domain/onboarding/view';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
import type { Onboarding } from './onboarding';

/** Channel of a message. Only a message that our API sealed for this very purpose carries a valid proof. */
export interface MessageSource {
  via: ActionChannel;
  proof?: Proof;
}

/** A message as far as its admission depends on it. */
export interface ReceivedMessage {
  name: SignalName;
  message: { step?: string; proof?: Proof };
}

/** Discards a proof that was made for another onboarding or signal. */
export const identifyMessageSource = (onboarding: Onboarding, received: ReceivedMessage): MessageSource =>
  isMisused(onboarding, received)
    ? { via: 'temporal (unverified)' }
    : { via: received.message.proof === undefined ? 'temporal (unverified)' : 'api', proof: received.message.proof };

/** Records through which channel a message came, and on behalf of its sender. */
export const describeOrigin = ({
  via,
  proof,
}: MessageSource): Pick<TimelineEntry, 'via' | 'decisionId' | 'agent'> & {
  via: ActionChannel;
} => ({ via, decisionId: proof?.decisionId, agent: proof?.agent });

/** Returns the reason if this message has no effect now. The gate of every message, whatever way it came. */
export function checkMessageAllowed(onboarding: Onboarding, received: ReceivedMessage): Reason | undefined {
  const { status, closedAt, input } = onboarding;
  const { proof } = received.message;
  if (closedAt !== undefined) return createReason('closed.ended', { status, at: closedAt });
  if (isMisused(onboarding, received)) return createReason('unverified.misused', {});
  if (input.options.apiOnly && proof === undefined) return createReason('unverified', {});
  return checkRequestCurrent(onboarding, received);
}

const isMisused = ({ input }: Onboarding, { name, message: { proof } }: ReceivedMessage): boolean =>
  proof !== undefined && (proof.onboardingId !== input.id || proof.signal !== name);

/** A request may have been withdrawn and opened again since the sender saw it. */
function checkRequestCurrent(
  onboarding: Onboarding,
  { message: { step, proof } }: ReceivedMessage,
): Reason | undefined {
  if (step === undefined || proof?.request === undefined) return undefined;
  const requestCount = onboarding.findStepState(step)?.requestCount ?? 0;
  return proof.request === requestCount ? undefined : createReason('not-waiting.outdated', { step });
}
