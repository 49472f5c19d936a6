import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;

/** A secret that cannot be guessed: of a session, or of a link. */
export const generateSecret = (): string => randomBytes(RANDOM_BYTES).toString('base64url');

/** How secrets are kept: they have 256 random bits, so that a plain hash is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
