import { createHash, timingSafeEqual } from 'node:crypto';

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;

/** Reads the token from an `Authorization` header. */
export const readBearerToken = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1];

/** True if the `Authorization` header has this token. Compares hashes, so that the time taken reveals nothing. */
export function hasBearerToken(authorization: string | undefined, token: string): boolean {
  const found = readBearerToken(authorization);
  return found !== undefined && timingSafeEqual(hash(found), hash(token));
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
