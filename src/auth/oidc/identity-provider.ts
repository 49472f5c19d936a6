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

/** What the provider's administrator registered Firstday with. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Whom the provider vouches for. */
export interface Identity {
  email?: string;
  /** `false` where the provider says that nobody has shown to read mail there. */
  isVerified: boolean;
}

/** The company's own sign-in, over OpenID Connect: authorization code flow with PKCE. */
export interface IdentityProvider {
  /** Where to send the browser, and what to hold its return against. @throws SignInRefused `unavailable` */
  startSignIn(): Promise<{ url: string; attempt: SignInAttempt }>;
  /** Who came back. @throws SignInRefused `unavailable` or `failed` */
  completeSignIn(answeredAt: URL, attempt: SignInAttempt): Promise<Identity>;
}

const TIMEOUT_SECONDS = 5;
const SCOPE = 'openid email';

/** `callback`: where the provider sends people back to. Nothing is asked of the provider before somebody signs in. */
export function createIdentityProvider(settings: OidcSettings, redirectUri: string): IdentityProvider {
  let discovered: Promise<Configuration> | undefined;

  /** Asked once and, while that fails, at each attempt anew. */
  const getConfiguration = (): Promise<Configuration> =>
    (discovered ??= discover(settings).catch((error: unknown) => {
      discovered = undefined;
      throw new SignInError('unavailable', { cause: error });
    }));

  return {
    startSignIn: async () => {
      const known = await getConfiguration();
      const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(known, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },
    completeSignIn: async (callbackUrl, attempt) => {
      const known = await getConfiguration();
      return exchangeCodeForIdentity(known, callbackUrl, attempt).catch((error: unknown) => {
        throw toSignInError(error);
      });
    },
  };
}

const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> =>
  discovery(new URL(issuer), clientId, undefined, chooseClientAuth(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    // The settings refuse it in production.
    execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
  });

/** By the header, as the standard has it where a provider says nothing of it; in the body to one that takes no header. */
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
  // Many providers keep the address out of the token, and give it to those who ask.
  return toIdentity(claims.email ? claims : await fetchUserInfo(configuration, tokens.access_token, claims.sub));
}

/** Some providers say yes and no as text. */
const toIdentity = ({ email, email_verified: verified }: Record<string, unknown>): Identity => ({
  email: typeof email === 'string' ? email.trim().toLowerCase() : undefined,
  isVerified: verified !== false && verified !== 'false',
});
