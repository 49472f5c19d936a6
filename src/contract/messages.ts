import { z } from 'zod';
import { code, email, line, prose } from './text';
import { ROLES } from './status';

/** The queries. Signals are named by their schemas, below. */
export const QUERIES = {
  onboarding: 'onboarding',
  /** The view as the projection holds it, with its revision: for the reconciler. */
  snapshot: 'snapshot',
} as const;

/**
 * What only the API can add: the decision's id, and the onboarding it was made for, so that a copy of the message
 * proves nothing elsewhere. The payload converter drops `proof` from every message that our processes did not seal.
 */
export const proofSchema = z.object({
  decisionId: z.uuid(),
  onboardingId: z.uuid(),
  roles: z.array(z.enum(ROLES)),
});

const by = email();
const comment = prose(2000).optional();
const proof = proofSchema.optional();

export const approveSchema = z.object({ step: code().optional(), by, comment, proof });
export const declineSchema = approveSchema;
export const resolveFailureSchema = z.object({
  step: code(),
  action: z.enum(['retry', 'skip', 'rollback', 'accept']),
  by,
  note: comment,
  proof,
});
export const cancelSchema = z.object({ by, reason: line(2000), proof });

export const signalSchemas = {
  approve: approveSchema,
  decline: declineSchema,
  resolveFailure: resolveFailureSchema,
  cancel: cancelSchema,
} as const;

export type SignalName = keyof typeof signalSchemas;
export type Proof = z.infer<typeof proofSchema>;
export type Decision = z.infer<typeof approveSchema>;
export type FailureResolution = z.infer<typeof resolveFailureSchema>;
export type Cancellation = z.infer<typeof cancelSchema>;
