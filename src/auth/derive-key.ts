import { hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/** Derives a separate key for each purpose (HKDF, RFC 5869), so that none of them can decrypt payloads. */
export const deriveKey = (key: Buffer, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, '', `firstday ${purpose}`, KEY_BYTES));
