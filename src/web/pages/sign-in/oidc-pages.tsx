import { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import { describeError } from '../../../lib/background-loop';
import { storeAttempt, consumeAttempt } from '../../../auth/oidc/sign-in-attempt';
import type { IdentityProvider } from '../../../auth/oidc/identity-provider';
import { type SignInErrorCode, SignInError } from '../../../auth/oidc/sign-in-error';
import { signInWithProvider } from '../../../auth/oidc/sign-in-with-provider';
import { getSessionDeps, type WebContext } from '../../http/context';
import { toLocalPath } from '../../http/redirect';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { nextPathSchema } from './next-path';
import { SignInFailure } from './view';

const STATUS_BY_ERROR_CODE: Record<SignInErrorCode, number> = {
  unavailable: 503,
  failed: 400,
  unverified: 403,
  linked: 403,
  unknown: 403,
};

/** Opened by a link, not a form: the CSP `form-action` would block the redirect of a form to the provider. */
const startOidcPage = definePage({
  name: 'GET /sign-in/oidc',
  query: z.object({ next: nextPathSchema, fresh: z.literal('yes').optional() }),
  handle: (visit) =>
    withSignInErrors(visit, visit.query.next, async () => {
      const { context, query, response } = visit;
      const { publicUrl, stepUp } = context.api.config;
      const maxAge = query.fresh && stepUp && stepUp.maxAgeMs / 1_000;
      const { url, attempt } = await requireProvider(context).startSignIn(maxAge);
      storeAttempt(response, publicUrl, attempt, query.next);
      return { redirectTo: url };
    }),
});

const oidcCallbackPage = definePage({
  name: 'GET /sign-in/oidc/callback',
  handle: (visit) => {
    const { context, request, response } = visit;
    const provider = requireProvider(context);
    const attempt = consumeAttempt(request, response, context.api.config.publicUrl);
    const nextPath = toLocalPath(attempt?.next);
    return withSignInErrors(visit, nextPath, async () => {
      // The attempt was started in another browser, expired, or was already used.
      if (attempt === undefined) throw new SignInError('failed');
      await signInWithProvider({ ...getSessionDeps(context), groupRoles: context.groupRoles }, provider, {
        ...attempt,
        request,
        response,
      });
      return { redirectTo: nextPath };
    });
  },
});

function requireProvider({ identityProvider }: WebContext): IdentityProvider {
  if (identityProvider === undefined) throw new FirstdayError('not-found');
  return identityProvider;
}

/** Logs a SignInError and renders it with a link to try again. */
async function withSignInErrors(
  { context, locale, request, response }: Visit,
  nextPath: string,
  signIn: () => Promise<PageResponse>,
): Promise<PageResponse> {
  try {
    return await signIn();
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const { code, cause } = error;
    context.api.securityLog.record(request, response, 'sign-in-failed');
    context.api.logger.warn(
      { why: code, error: cause && describeError(cause) },
      'Nobody is signed in by the identity provider',
    );
    const props = { locale, errorCode: code, next: nextPath, hasMailSignIn: context.hasMailSignIn };
    const main = <SignInFailure {...props} />;
    return { title: translate(locale, 'sign-in.title'), main, status: STATUS_BY_ERROR_CODE[code] };
  }
}

export const oidcPages = [startOidcPage, oidcCallbackPage];
