import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const RANDOM_BYTES = 32;

export const generateSecret = (): string => randomBytes(RANDOM_BYTES).toString('base64url');

/** A plain hash is sufficient for storage, since secrets have 256 random bits. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two results of `hashSecret`, so that the time taken reveals nothing. */
export const isSameHash = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));
