import { createHash } from 'node:crypto';
import { buildTaskUrl, decodeUuid, encodeUuid } from '../lib/short-links';
import type { PayloadKeys } from '../temporal/codec';
import { deriveKeys } from './derive-key';
import { openToken, sealToken } from './signed-token';

const DECISION_LINK_SECONDS = 60 * 24 * 60 * 60;
const DECISION_PURPOSE = 'decision';
const HIRE_PURPOSE = 'hire';

/** Bytes of the parts of a token, in this order. */
const ID_BYTES = 16;
const RECIPIENT_BYTES = 12;
const STEP_BYTES = 6;
const EXPIRY_BYTES = 4;

/** Refers to one request to one person. The hashes verify step and recipient without containing them. */
export interface DecisionLink {
  onboardingId: string;
  stepHash: string;
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
export const hashRecipient = (email: string): string => digest(`recipient:${email}`, RECIPIENT_BYTES);

/** Identifies the step in a link. Short: it only distinguishes the steps of one plan, whose ids no person chooses. */
export const hashStep = (step: string): string => digest(`step:${step}`, STEP_BYTES);

const digest = (text: string, bytes: number): string =>
  createHash('sha256').update(text).digest().subarray(0, bytes).toString('base64url');

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
  const sign = (purpose: string, ...parts: string[]): string =>
    sealToken(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64url'))), purpose, secrets);
  return {
    createDecisionLink: (onboardingId, step, email) => {
      if (!hasDecisionLinks) return Promise.resolve(buildTaskUrl(publicUrl, onboardingId, step));
      const parts = [encodeUuid(onboardingId), hashRecipient(email), hashStep(step), encodeExpiry()];
      return Promise.resolve(`${publicUrl}/decide/${sign(DECISION_PURPOSE, ...parts)}`);
    },
    createNewHireLink: (onboardingId, personalEmail) => {
      const token = sign(HIRE_PURPOSE, encodeUuid(onboardingId), hashRecipient(personalEmail));
      return Promise.resolve(`${publicUrl}/hire/${token}`);
    },
    readDecisionLink: (token) => {
      const content = hasDecisionLinks ? openToken(token, DECISION_PURPOSE, secrets) : undefined;
      return Promise.resolve(content && parseDecisionLink(content));
    },
    readNewHireLink: (token) => {
      const content = openToken(token, HIRE_PURPOSE, secrets);
      return Promise.resolve(content && parseHireLink(content));
    },
  };
}

function encodeExpiry(): string {
  const bytes = Buffer.alloc(EXPIRY_BYTES);
  bytes.writeUInt32BE(Math.floor(Date.now() / 1_000) + DECISION_LINK_SECONDS);
  return bytes.toString('base64url');
}

function parseDecisionLink(content: Buffer): DecisionLink | undefined {
  const stepStart = ID_BYTES + RECIPIENT_BYTES;
  const expiryStart = stepStart + STEP_BYTES;
  const link = parseHireLink(content.subarray(0, stepStart));
  if (link === undefined || content.length !== expiryStart + EXPIRY_BYTES) return undefined;
  if (content.readUInt32BE(expiryStart) * 1_000 < Date.now()) return undefined;
  return { ...link, stepHash: content.toString('base64url', stepStart, expiryStart) };
}

function parseHireLink(content: Buffer): HireLink | undefined {
  const onboardingId = decodeUuid(content.toString('base64url', 0, ID_BYTES));
  if (onboardingId === undefined || content.length !== ID_BYTES + RECIPIENT_BYTES) return undefined;
  return { onboardingId, recipientHash: content.toString('base64url', ID_BYTES) };
}
