import { ClientError } from 'openid-client';

/**
 * Why nobody is signed in: the provider does not answer; its answer does not hold, or it said no; it does not vouch for the
 * address; nobody here has that address.
 */
export type SignInErrorCode = 'unavailable' | 'failed' | 'unverified' | 'unknown';

/** Signing in by the provider came to nothing. */
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
 * Tells a provider that is away from one that says no. A `fetch` that reaches nobody fails as a TypeError; what the client does
 * not know has no code.
 */
export function toSignInError(error: unknown): SignInError {
  const isMalformedResponse =
    error instanceof ClientError && (error.code === undefined || MALFORMED_RESPONSE_CODES.includes(error.code));
  return new SignInError(error instanceof TypeError || isMalformedResponse ? 'unavailable' : 'failed', {
    cause: error,
  });
}
