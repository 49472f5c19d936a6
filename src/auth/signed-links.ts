import { createHash, hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { PayloadKeys } from '../temporal/codec';

const DECISION_LINK_VALIDITY = '60d';
const DECISION_AUDIENCE = 'decision';
const HIRE_AUDIENCE = 'hire';
const KEY_BYTES = 32;

/** What opens without a sign-in: one question to one person, or a new hire's own page. */
const decisionClaimsSchema = z.object({ sub: z.uuid(), step: z.string(), who: z.string() });
const hireClaimsSchema = z.object({ sub: z.uuid() });

/** One question to one person; `who` tells whether it is they, and does not name them. */
export interface DecisionLink {
  onboardingId: string;
  step: string;
  recipientHash: string;
}

/** Makes links that open one thing for whoever holds them, and reads them. Nothing about them is stored. */
export interface SignedLinks {
  /** Where `email` answers what this step asks. */
  createDecisionLink(onboardingId: string, step: string, email: string): Promise<string>;
  /** The personal page of the new hire. */
  createNewHireLink(onboardingId: string): Promise<string>;
  /** @returns undefined where we did not make it, or it has expired */
  readDecisionLink(token: string): Promise<DecisionLink | undefined>;
  readNewHireLink(token: string): Promise<{ onboardingId: string } | undefined>;
}

/** How a link says whose it is: an address does not belong into one. */
export const hashRecipient = (email: string): string =>
  createHash('sha256').update(`who:${email}`).digest('base64url').slice(0, 16);

/**
 * Links signed with a key that API and worker share. Where keys are exchanged, those of the older ones are still read.
 * @param publicUrl where the pages are
 */
export function createSignedLinks({ encryption, sealing }: PayloadKeys, publicUrl: string): SignedLinks {
  const secrets = [...encryption.map(({ key }) => key), ...(sealing ? [sealing] : [])].map(deriveLinkKey);
  const [newest] = secrets;
  const sign = (audience: string, claims: Record<string, string>, subject: string, valid?: string): Promise<string> => {
    if (newest === undefined) throw new Error('Links need a key: ENCRYPTION_KEYS or SEALING_KEY.');
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience(audience).setSubject(subject);
    return (valid === undefined ? token : token.setExpirationTime(valid)).sign(newest);
  };
  const read = async (audience: string, token: string): Promise<unknown> => {
    for (const secret of secrets) {
      const verified = await jwtVerify(token, secret, { audience, algorithms: ['HS256'] }).catch(() => undefined);
      if (verified) return verified.payload;
    }
    return undefined;
  };
  return {
    createDecisionLink: async (onboardingId, step, email) =>
      `${publicUrl}/decide/${await sign(DECISION_AUDIENCE, { step, who: hashRecipient(email) }, onboardingId, DECISION_LINK_VALIDITY)}`,
    createNewHireLink: async (onboardingId) => `${publicUrl}/hire/${await sign(HIRE_AUDIENCE, {}, onboardingId)}`,
    readDecisionLink: async (token) => {
      const { data } = decisionClaimsSchema.safeParse(await read(DECISION_AUDIENCE, token));
      return data && { onboardingId: data.sub, step: data.step, recipientHash: data.who };
    },
    readNewHireLink: async (token) => {
      const { data } = hireClaimsSchema.safeParse(await read(HIRE_AUDIENCE, token));
      return data && { onboardingId: data.sub };
    },
  };
}

/** A key of its own for links: what signs them can read no payload. (RFC 5869) */
const deriveLinkKey = (key: Buffer): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, '', 'firstday links', KEY_BYTES));
