import { compactDecrypt, CompactEncrypt } from 'jose';
import type { PayloadKeys } from '../temporal/codec';
import { deriveKeys } from './derive-key';

/** Encrypts secrets that must be stored, because hashes cannot sign: a copy of the database does not reveal them. */
export interface SecretCipher {
  encrypt(secret: string): Promise<string>;
  /** @returns undefined if none of the keys has encrypted it */
  decrypt(encrypted: string): Promise<string | undefined>;
}

/** Encrypts with the newest payload key and decrypts with all of them. */
export function createSecretCipher(payloadKeys: PayloadKeys): SecretCipher {
  const keys = deriveKeys(payloadKeys, 'stored secrets');
  return {
    encrypt: (secret) => {
      const [newest] = keys;
      if (newest === undefined) throw new Error('Secrets need a key: ENCRYPTION_KEYS or SEALING_KEY.');
      const plaintext = new CompactEncrypt(Buffer.from(secret));
      return plaintext.setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(newest);
    },
    decrypt: async (encrypted) => {
      for (const key of keys) {
        const decrypted = await compactDecrypt(encrypted, key).catch(() => undefined);
        if (decrypted) return Buffer.from(decrypted.plaintext).toString();
      }
      return undefined;
    },
  };
}
