import { ClientError } from 'openid-client';

/**
 * Reason for a failed sign-in: `unavailable` (the provider does not respond), `failed` (it refused, or its response is
 * invalid), `unverified` (it does not vouch for the address), `linked` (the address is linked to another account at the
 * provider), `unknown` (no principal here has the address).
 */
export type SignInErrorCode = 'unavailable' | 'failed' | 'unverified' | 'linked' | 'unknown';

export class SignInError extends Error {
  override readonly name = 'SignInRefused';

  constructor(
    readonly code: SignInErrorCode,
    options?: ErrorOptions,
  ) {
    super(`Sign-in refused: ${code}.`, options);
  }
}

const MALFORMED_RESPONSE_CODES = [
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];

/**
 * Distinguishes an unreachable provider from a refusal. A `fetch` that cannot connect throws a TypeError. An error that
 * the client library does not recognise has no code.
 */
export function toSignInError(error: unknown): SignInError {
  const isMalformedResponse =
    error instanceof ClientError && (error.code === undefined || MALFORMED_RESPONSE_CODES.includes(error.code));
  return new SignInError(error instanceof TypeError || isMalformedResponse ? 'unavailable' : 'failed', {
    cause: error,
  });
}
