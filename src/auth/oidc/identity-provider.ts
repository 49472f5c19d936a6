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
import type { SignInAttempt } from './sign-in-attempt';
import { toSignInError, SignInError } from './sign-in-error';

/** Firstday's client registration at the provider. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Claims that the provider makes about the person. */
export interface Identity {
  email?: string;
  /** False if the provider marks the address as unverified. A missing claim counts as verified. */
  isVerified: boolean;
}

/** The company's own sign-in via OpenID Connect: authorization code flow with PKCE. */
export interface IdentityProvider {
  /**
   * Returns the authorization URL and the attempt to verify the callback against.
   * @throws SignInError `unavailable`
   */
  startSignIn(): Promise<{ url: string; attempt: SignInAttempt }>;
  /**
   * Exchanges the authorization code for the identity.
   * @throws SignInError `unavailable` or `failed`
   */
  completeSignIn(callbackUrl: URL, attempt: SignInAttempt): Promise<Identity>;
}

const TIMEOUT_SECONDS = 5;
const SCOPE = 'openid email';

/**
 * Contacts the provider only when the first person signs in.
 * @param redirectUri callback URL of the authorization response
 */
export function createIdentityProvider(settings: OidcSettings, redirectUri: string): IdentityProvider {
  const getConfiguration = createConfigurationCache(settings);
  return {
    startSignIn: async () => {
      const configuration = await getConfiguration();
      const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = await buildSignInUrl(configuration, redirectUri, attempt);
      return { url: url.href, attempt };
    },
    completeSignIn: async (callbackUrl, attempt) => {
      const configuration = await getConfiguration();
      return exchangeCodeForIdentity(configuration, callbackUrl, attempt).catch((error: unknown) => {
        throw toSignInError(error);
      });
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
  redirectUri: string,
  { state, nonce, codeVerifier }: SignInAttempt,
): Promise<URL> =>
  buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
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

async function exchangeCodeForIdentity(
  configuration: Configuration,
  callbackUrl: URL,
  attempt: SignInAttempt,
): Promise<Identity> {
  const tokens = await authorizationCodeGrant(configuration, callbackUrl, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('The provider vouches for nobody.');
  // Many providers omit the address from the ID token and return it only from the userinfo endpoint.
  return toIdentity(claims.email ? claims : await fetchUserInfo(configuration, tokens.access_token, claims.sub));
}

/** Some providers send `email_verified` as a string. */
const toIdentity = ({ email, email_verified: verified }: Record<string, unknown>): Identity => ({
  email: typeof email === 'string' ? email.trim().toLowerCase() : undefined,
  isVerified: verified !== false && verified !== 'false',
});
