import { ClientError } from 'openid-client';

/**
 * Why nobody is signed in: the provider does not answer; its answer does not hold, or it said no; it does not vouch for the
 * address; nobody here has that address.
 */
export type Refusal = 'unavailable' | 'failed' | 'unverified' | 'unknown';

/** Signing in by the provider came to nothing. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  constructor(
    readonly why: Refusal,
    options?: ErrorOptions,
  ) {
    super(`Sign-in refused: ${why}.`, options);
  }
}

const BROKEN_ANSWERS = [
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];

/**
 * Tells a provider that is away from one that says no. A `fetch` that reaches nobody fails as a TypeError; what the client does
 * not know has no code.
 */
export function refusalOf(error: unknown): SignInRefused {
  const isBroken = error instanceof ClientError && (error.code === undefined || BROKEN_ANSWERS.includes(error.code));
  return new SignInRefused(error instanceof TypeError || isBroken ? 'unavailable' : 'failed', { cause: error });
}
