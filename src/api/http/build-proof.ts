import type { Proof, SignalName } from '../../domain/onboarding/messages';
import type { Principal } from '../../domain/principal';

/** Builds the proof that the authenticated caller sends this message. */
export const buildProof = (
  { roles, agent }: Principal,
  message: Pick<Proof, 'decisionId' | 'onboardingId' | 'request'> & { signal: SignalName },
): Proof => ({ ...message, roles: [...roles], agent });
