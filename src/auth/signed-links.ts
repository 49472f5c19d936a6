import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { PayloadKeys } from '../temporal/codec';
import { deriveKeys } from './derive-key';

const DECISION_LINK_VALIDITY = '60d';
const DECISION_AUDIENCE = 'decision';
const HIRE_AUDIENCE = 'hire';

/** Claims of links that work without a sign-in: for one request to one person, or for the page of a new hire. */
const decisionClaimsSchema = z.object({ sub: z.uuid(), step: z.string(), recipient: z.string() });
const hireClaimsSchema = z.object({ sub: z.uuid(), recipient: z.string() });

/** Refers to one request to one person. `recipientHash` verifies the recipient without containing the address. */
export interface DecisionLink {
  onboardingId: string;
  step: string;
  recipientHash: string;
}

/** Refers to the new hire of an onboarding. `recipientHash` verifies the private address without containing it. */
export interface HireLink {
  onboardingId: string;
  recipientHash: string;
}

/** Creates and verifies links that work for any holder. Nothing about them is stored. */
export interface SignedLinks {
  /** Creates the URL where `email` answers the open request of this step: valid for 60 days, or behind a sign-in. */
  createDecisionLink(onboardingId: string, step: string, email: string): Promise<string>;
  /**
   * Creates the URL of the new hire's page. The token never expires: the start date limits its use when resolved, and it
   * is for this private address alone.
   */
  createNewHireLink(onboardingId: string, personalEmail: string): Promise<string>;
  /** @returns undefined if the signature is invalid or the link has expired */
  readDecisionLink(token: string): Promise<DecisionLink | undefined>;
  readNewHireLink(token: string): Promise<HireLink | undefined>;
}

/** Identifies the recipient in a link, which must not contain an address. */
export const hashRecipient = (email: string): string =>
  createHash('sha256').update(`recipient:${email}`).digest('base64url').slice(0, 16);

/**
 * Signs links with a key shared by API and worker. After a key rotation, links signed with older keys remain valid, except
 * for keys that only decrypt.
 * @param publicUrl base URL of the pages
 * @param hasDecisionLinks false to make requests answerable only after a sign-in; links sent before do not work then
 */
export function createSignedLinks(
  { encryption, sealing }: PayloadKeys,
  publicUrl: string,
  hasDecisionLinks = true,
): SignedLinks {
  const trustedKeys = encryption.filter(({ isDecryptOnly }) => !isDecryptOnly);
  const secrets = deriveKeys({ encryption: trustedKeys, sealing }, 'links');
  return {
    createDecisionLink: async (onboardingId, step, email) => {
      if (!hasDecisionLinks) return `${publicUrl}/tasks/${onboardingId}/${step}`;
      const claims = { step, recipient: hashRecipient(email) };
      const token = buildToken(DECISION_AUDIENCE, onboardingId, claims).setExpirationTime(DECISION_LINK_VALIDITY);
      return `${publicUrl}/decide/${await signToken(token, secrets)}`;
    },
    createNewHireLink: async (onboardingId, personalEmail) => {
      const claims = { recipient: hashRecipient(personalEmail) };
      return `${publicUrl}/hire/${await signToken(buildToken(HIRE_AUDIENCE, onboardingId, claims), secrets)}`;
    },
    readDecisionLink: async (token) => {
      if (!hasDecisionLinks) return undefined;
      const { data } = decisionClaimsSchema.safeParse(await verifyToken(token, DECISION_AUDIENCE, secrets));
      return data && { onboardingId: data.sub, step: data.step, recipientHash: data.recipient };
    },
    readNewHireLink: async (token) => {
      const { data } = hireClaimsSchema.safeParse(await verifyToken(token, HIRE_AUDIENCE, secrets));
      return data && { onboardingId: data.sub, recipientHash: data.recipient };
    },
  };
}

const buildToken = (audience: string, subject: string, claims: Record<string, string>): SignJWT =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience(audience).setSubject(subject);

/** Signs with the newest key, which is the first one. */
async function signToken(token: SignJWT, [newest]: readonly Uint8Array[]): Promise<string> {
  if (newest === undefined) throw new Error('Links need a key: ENCRYPTION_KEYS or SEALING_KEY.');
  return token.sign(newest);
}

/** Returns the claims, or undefined if no key verifies the token. */
async function verifyToken(token: string, audience: string, secrets: readonly Uint8Array[]): Promise<unknown> {
  for (const secret of secrets) {
    const verified = await jwtVerify(token, secret, { audience, algorithms: ['HS256'] }).catch(() => undefined);
    if (verified) return verified.payload;
  }
  return undefined;
}
