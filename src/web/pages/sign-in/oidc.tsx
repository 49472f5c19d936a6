import { z } from 'zod';
import { FirstdayError } from '../../../lib/errors';
import { faultOf } from '../../../lib/background-loop';
import { keepAttempt, takeAttempt } from '../../../auth/oidc/attempt';
import type { IdentityProvider } from '../../../auth/oidc/provider';
import { type Refusal, SignInRefused } from '../../../auth/oidc/refusal';
import { signInByProvider } from '../../../auth/oidc/sign-in';
import { sessionsOf, type WebContext } from '../../http/context';
import { localPath } from '../../http/redirect';
import { page, type Reply, type Visit } from '../../http/page';
import { next } from './next';
import { SignInFailed } from './view';
import { signInWords } from './messages';

const STATUS: Record<Refusal, number> = { unavailable: 503, failed: 400, unverified: 403, unknown: 403 };

/** A link leads here and no form: `form-action` would not let a form's answer lead to the provider. */
const begin = page({
  on: 'GET /sign-in/oidc',
  query: z.object({ next }),
  handle: (visit) =>
    explained(visit, visit.query.next, async () => {
      const { context, query, response } = visit;
      const { url, attempt } = await providerOf(context).begin();
      keepAttempt(response, context.api.config.publicUrl, attempt, query.next);
      return { goTo: url };
    }),
});

const callback = page({
  on: 'GET /sign-in/oidc/callback',
  handle: (visit) => {
    const { context, request, response } = visit;
    const provider = providerOf(context);
    const kept = takeAttempt(request, response, context.api.config.publicUrl);
    const goTo = localPath(kept?.next);
    return explained(visit, goTo, async () => {
      // It was begun in another browser, too long ago, or is over.
      if (kept === undefined) throw new SignInRefused('failed');
      await signInByProvider(sessionsOf(context), provider, { ...kept, request, response });
      return { goTo };
    });
  },
});

function providerOf({ provider }: WebContext): IdentityProvider {
  if (provider === undefined) throw new FirstdayError('not-found');
  return provider;
}

/** Why it came to nothing is told in the reader's words, with a way to try again. */
async function explained({ context, locale }: Visit, goTo: string, step: () => Promise<Reply>): Promise<Reply> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const { why, cause } = error;
    context.api.logger.warn({ why, fault: cause && faultOf(cause) }, 'Nobody is signed in by the identity provider');
    const main = <SignInFailed locale={locale} why={why} next={goTo} />;
    return { title: signInWords(locale).title, main, status: STATUS[why] };
  }
}

export const oidcPages = [begin, callback];
