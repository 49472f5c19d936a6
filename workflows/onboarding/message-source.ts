import type { Proof } from '../../src/domain/onboarding/messages';
import type { Via } from '../../src/domain/onboarding/view';
import type { Onboarding } from './onboarding';

/** Where a message came from. Only what our API sealed for this very onboarding carries a proof that counts. */
export interface Origin {
  via: Via;
  proof?: Proof;
}

/** @returns the origin of a message that names its proof, or none. */
export function originOf(onboarding: Onboarding, proof: Proof | undefined): Origin {
  return proof?.onboardingId === onboarding.input.id ? { via: 'api', proof } : { via: 'temporal (unverified)' };
}

/** Why nothing that comes from there counts now. */
export function whyRefused(onboarding: Onboarding, { proof }: Origin): string | undefined {
  if (onboarding.isClosed) return 'closed: this onboarding has ended';
  if (onboarding.input.options.apiOnly && proof === undefined)
    return 'unverified: only decisions made through the API count here';
  return undefined;
}
