import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits: a signature cannot be found by trying, and the address stays short enough for a line of a mail. */
const SIGNATURE_BYTES = 16;

/** Returns the content with its signature, for this purpose alone, by the newest key, which is the first one. */
export function sealToken(content: Buffer, purpose: string, [newest]: readonly Uint8Array[]): string {
  if (newest === undefined) throw new Error('Links need a key: ENCRYPTION_KEYS or SEALING_KEY.');
  return Buffer.concat([content, sign(content, purpose, newest)]).toString('base64url');
}

/** Returns the content, or undefined if no key verifies the token for this purpose. */
export function openToken(token: string, purpose: string, secrets: readonly Uint8Array[]): Buffer | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= SIGNATURE_BYTES || bytes.toString('base64url') !== token) return undefined;
  const content = bytes.subarray(0, -SIGNATURE_BYTES);
  const signature = bytes.subarray(-SIGNATURE_BYTES);
  const isAuthentic = secrets.some((secret) => timingSafeEqual(sign(content, purpose, secret), signature));
  return isAuthentic ? content : undefined;
}

/** HMAC-SHA256. The length of the purpose cannot move the border to the content: it ends with a line break. */
const sign = (content: Buffer, purpose: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\n`).update(content).digest().subarray(0, SIGNATURE_BYTES);
