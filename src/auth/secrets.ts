import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;

export const generateSecret = (): string => randomBytes(RANDOM_BYTES).toString('base64url');

/** A plain hash is sufficient for storage, since secrets have 256 random bits. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
