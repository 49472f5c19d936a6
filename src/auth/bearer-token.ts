import { hashSecret, isSameHash } from './secrets';

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;

/** Reads the token from an `Authorization` header. */
export const readBearerToken = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1];

/** True if no token is required, or the `Authorization` header has it. */
export function meetsRequiredToken(authorization: string | undefined, requiredToken: string | undefined): boolean {
  if (requiredToken === undefined) return true;
  const token = readBearerToken(authorization);
  return token !== undefined && isSameHash(hashSecret(token), hashSecret(requiredToken));
}
