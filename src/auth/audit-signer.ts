import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { PayloadKeys } from '../temporal/codec';
import { deriveKey } from './derive-key';

/** DER header of an Ed25519 private key in PKCS #8 (RFC 8410), before its 32 bytes. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs the head of the audit log's hash chain. Only the holder of the key can; everybody can verify. */
export interface AuditSigner {
  /** SPKI in base64. */
  publicKey: string;
  /** @returns signature in base64 */
  sign(text: string): string;
}

/** Derives the key from the newest payload key. Returns undefined without one. */
export function createAuditSigner({ encryption: [newest], sealing }: PayloadKeys): AuditSigner | undefined {
  const secret = newest?.key ?? sealing;
  if (secret === undefined) return undefined;
  const key = derivePrivateKey(secret);
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

function derivePrivateKey(secret: Buffer): KeyObject {
  const seed = deriveKey(secret, 'audit head');
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}
