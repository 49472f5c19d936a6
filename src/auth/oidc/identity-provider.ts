import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { normalizeEmail } from '../../domain/text/email-address';
import type { SignInAttempt } from './sign-in-attempt';
import { toSignInError, SignInError } from './sign-in-error';

/** Firstday's client registration at the provider, and how to read its claims. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** True to accept addresses without the claim `email_verified`, of a provider that lets nobody choose an address. */
  trustsAddresses: boolean;
  /** Name of the claim with the groups of the person. */
  groupsClaim: string;
}

/** Claims that the provider makes about the person. */
export interface Identity {
  issuer: string;
  /** Permanent id of the account at the provider. */
  subject: string;
  email?: string;
  name?: string;
  /** True if the provider vouches for the address. */
  isVerified: boolean;
  groups: readonly string[];
  /** When the person entered credentials. Not every provider says so without being asked for an age. */
  authenticatedAt?: Date;
}

/** The company's own sign-in via OpenID Connect: authorization code flow with PKCE. */
export interface IdentityProvider {
  /**
   * Returns the authorization URL and the attempt to verify the callback against.
   * @param maxAge seconds; if set, the person must enter credentials again
   * @throws SignInError `unavailable`
   */
  startSignIn(maxAge?: number): Promise<{ url: string; attempt: SignInAttempt }>;
  /**
   * Exchanges the authorization code for the identity.
   * @throws SignInError `unavailable` or `failed`
   */
  completeSignIn(callbackUrl: URL, attempt: SignInAttempt): Promise<Identity>;
}

const TIMEOUT_SECONDS = 5;

/**
 * Contacts the provider only when the first person signs in.
 * @param redirectUri callback URL of the authorization response
 */
export function createIdentityProvider(settings: OidcSettings, redirectUri: string): IdentityProvider {
  const getConfiguration = createConfigurationCache(settings);
  return {
    startSignIn: async (maxAge) => {
      const configuration = await getConfiguration();
      const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), maxAge };
      const url = await buildSignInUrl(configuration, { scope: settings.scope, redirectUri, ...attempt });
      return { url: url.href, attempt };
    },
    completeSignIn: async (callbackUrl, attempt) => {
      const configuration = await getConfiguration();
      const claims = await exchangeCodeForClaims(configuration, callbackUrl, attempt, settings).catch(
        (error: unknown) => {
          throw toSignInError(error);
        },
      );
      return toIdentity(claims, settings);
    },
  };
}

/** Caches the discovery document. A failed discovery is retried at the next attempt. */
function createConfigurationCache(settings: OidcSettings): () => Promise<Configuration> {
  let configurationPromise: Promise<Configuration> | undefined;
  return () =>
    (configurationPromise ??= discover(settings).catch((error: unknown) => {
      configurationPromise = undefined;
      throw new SignInError('unavailable', { cause: error });
    }));
}

const buildSignInUrl = async (
  configuration: Configuration,
  { scope, redirectUri, state, nonce, codeVerifier, maxAge }: SignInAttempt & { scope: string; redirectUri: string },
): Promise<URL> =>
  buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(maxAge !== undefined && { prompt: 'login', max_age: String(maxAge) }),
  });

const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> =>
  discovery(new URL(issuer), clientId, undefined, chooseClientAuth(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    // Outside production only: the settings reject an http issuer in production (src/app/missing-settings.ts).
    execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
  });

/**
 * Uses `client_secret_basic` if the provider supports it or declares no methods (the default of the standard),
 * otherwise `client_secret_post`.
 */
const chooseClientAuth = (clientSecret: string): ClientAuth => {
  const [inHeader, inBody] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (provider, ...request) => {
    const { token_endpoint_auth_methods_supported: supportedMethods = ['client_secret_basic'] } = provider;
    return supportedMethods.includes('client_secret_basic')
      ? inHeader(provider, ...request)
      : inBody(provider, ...request);
  };
};

type Claims = Record<string, unknown> & { iss?: string; sub: string };

async function exchangeCodeForClaims(
  configuration: Configuration,
  callbackUrl: URL,
  attempt: SignInAttempt,
  { groupsClaim }: OidcSettings,
): Promise<Claims> {
  const tokens = await authorizationCodeGrant(configuration, callbackUrl, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.codeVerifier,
    idTokenExpected: true,
    maxAge: attempt.maxAge,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('The provider sent no ID token.');
  if (claims.email !== undefined && claims[groupsClaim] !== undefined) return claims;
  // Many providers omit claims from the ID token and return them only from the userinfo endpoint.
  return { ...claims, ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)) };
}

function toIdentity(claims: Claims, { issuer, trustsAddresses, groupsClaim }: OidcSettings): Identity {
  const { email, email_verified: verified = trustsAddresses } = claims;
  const groups = claims[groupsClaim];
  return {
    issuer: claims.iss ?? issuer,
    subject: claims.sub,
    email: typeof email === 'string' ? normalizeEmail(email.trim()) : undefined,
    name: typeof claims.name === 'string' ? claims.name.trim() : undefined,
    // Some providers send it as a string.
    isVerified: verified === true || verified === 'true',
    authenticatedAt: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1_000) : undefined,
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
}
