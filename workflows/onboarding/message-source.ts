import type { Proof } from '../../src/domain/onboarding/messages';
import type { ActionChannel } from '../../src/domain/onboarding/view';
import type { Onboarding } from './onboarding';

/** Where a message came from. Only what our API sealed for this very onboarding carries a proof that counts. */
export interface MessageSource {
  via: ActionChannel;
  proof?: Proof;
}

/** @returns the origin of a message that names its proof, or none. */
export function identifyMessageSource(onboarding: Onboarding, proof: Proof | undefined): MessageSource {
  return proof?.onboardingId === onboarding.input.id ? { via: 'api', proof } : { via: 'temporal (unverified)' };
}

/** Why nothing that comes from there counts now. */
export function checkMessageAllowed(onboarding: Onboarding, { proof }: MessageSource): string | undefined {
  if (onboarding.isClosed) return 'closed: this onboarding has ended';
  if (onboarding.input.options.apiOnly && proof === undefined)
    return 'unverified: only decisions made through the API count here';
  return undefined;
}
