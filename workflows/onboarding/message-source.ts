import type { Proof } from '../../src/domain/onboarding/messages';
import type { ActionChannel } from '../../src/domain/onboarding/view';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
import type { Onboarding } from './onboarding';

/** Channel of a message. Only a message that our API sealed for this very onboarding carries a valid proof. */
export interface MessageSource {
  via: ActionChannel;
  proof?: Proof;
}

/** Discards a proof that was made for another onboarding. */
export function identifyMessageSource(onboarding: Onboarding, proof: Proof | undefined): MessageSource {
  return proof?.onboardingId === onboarding.input.id ? { via: 'api', proof } : { via: 'temporal (unverified)' };
}

/** Returns the reason if messages from this source have no effect now. */
export function checkMessageAllowed(onboarding: Onboarding, { proof }: MessageSource): Reason | undefined {
  const { status, closedAt, input } = onboarding;
  if (closedAt !== undefined) return createReason('closed.ended', { status, at: closedAt });
  return input.options.apiOnly && proof === undefined ? createReason('unverified', {}) : undefined;
}
