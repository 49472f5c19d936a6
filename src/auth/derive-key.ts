import { hkdfSync } from 'node:crypto';
import type { PayloadKeys } from '../temporal/codec';

const KEY_BYTES = 32;

/** Derives a separate key for each purpose (HKDF, RFC 5869), so that none of them can decrypt payloads. */
export const deriveKey = (key: Buffer, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, '', `firstday ${purpose}`, KEY_BYTES));

/** Derives a key for the purpose from each of the keys, the newest first. */
export const deriveKeys = ({ encryption, sealing }: PayloadKeys, purpose: string): Uint8Array[] =>
  [...encryption.map(({ key }) => key), ...(sealing ? [sealing] : [])].map((key) => deriveKey(key, purpose));
