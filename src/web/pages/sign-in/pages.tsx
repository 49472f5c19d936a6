import { z } from 'zod';
import { getTranslator, translate } from '../../../i18n/translate';
import { parseInput } from '../../../domain/field-errors/parse-input';
import { emailSchema } from '../../../domain/text/schemas';
import { wordProblem } from '../../../i18n/word-problem';
import { describeError } from '../../../lib/background-loop';
import { FirstdayError } from '../../../lib/errors';
import { signOut } from '../../../auth/sessions';
import { requireUsableLink, signInWithLink } from '../../../auth/sign-in-links';
import { getSessionDeps, type WebContext } from '../../http/context';
import { readTextFields } from '../../ui/forms';
import { definePage } from '../../http/page';
import { nextPathSchema } from './next-path';
import { oidcPages } from './oidc-pages';
import { sendSignInLink } from './send-sign-in-link';
import { SignInForm, SignInConfirmation, LinkSentMessage } from './view';

const secretParamsSchema = z.object({ secret: z.string().regex(/^[\w-]{20,100}$/) });

const signInFormPage = definePage({
  name: 'GET /sign-in',
  query: z.object({ next: nextPathSchema }),
  handle: ({ locale, query, context }) => {
    const props = { locale, next: query.next, formValues: { values: {} }, ...listWays(context) };
    return Promise.resolve({ title: translate(locale, 'sign-in.title'), main: <SignInForm {...props} /> });
  },
});

const sendLinkPage = definePage({
  name: 'POST /sign-in',
  form: z.object({ next: nextPathSchema, email: z.unknown().optional() }),
  handle: ({ form, locale, context, request, response }) => {
    requireMailSignIn(context);
    const { securityLog, logger } = context.api;
    const t = getTranslator(locale);
    const { data, fieldErrors } = parseInput(z.object({ email: emailSchema() }), form);
    if (fieldErrors) {
      const { errors } = wordProblem({ code: 'invalid-request', fields: fieldErrors }, locale);
      const formValues = { values: readTextFields(form), errors };
      const props = { locale, next: form.next, formValues, ...listWays(context) };
      return Promise.resolve({ title: t('sign-in.title'), main: <SignInForm {...props} />, status: 400 });
    }
    // Not awaited: the response time would reveal if the address belongs to an account.
    sendSignInLink(context, { email: data.email, next: form.next, locale, ip: request.ip })
      .then((isSent) => isSent || securityLog.record(request, response, 'sign-in-failed', data.email))
      .catch((error: unknown) => logger.error({ error: describeError(error) }, 'A link to sign in could not be sent'));
    return Promise.resolve({
      title: t('sign-in.sentTitle'),
      main: <LinkSentMessage locale={locale} email={data.email} next={form.next} />,
    });
  },
});

const confirmSignInPage = definePage({
  name: 'GET /sign-in/{secret}',
  params: secretParamsSchema,
  handle: async ({ params, locale, context }) => {
    requireMailSignIn(context);
    await requireUsableLink(getSessionDeps(context), params.secret);
    const action = `/sign-in/${params.secret}`;
    return { title: translate(locale, 'sign-in.title'), main: <SignInConfirmation locale={locale} action={action} /> };
  },
});

const completeSignInPage = definePage({
  name: 'POST /sign-in/{secret}',
  params: secretParamsSchema,
  handle: async ({ params, context, ...visit }) => {
    requireMailSignIn(context);
    return { redirectTo: await signInWithLink(getSessionDeps(context), params.secret, visit) };
  },
});

const signOutPage = definePage({
  name: 'POST /sign-out',
  handle: async ({ context, request, response }) => {
    await signOut(getSessionDeps(context), request, response);
    // Clears cached pages and drafts in the browser along with the session.
    response.set('Clear-Site-Data', '"cache", "storage"');
    return { redirectTo: '/sign-in', flash: 'signed-out' };
  },
});

const listWays = ({ identityProvider, hasMailSignIn }: WebContext) => ({
  hasProvider: identityProvider !== undefined,
  hasMailSignIn,
});

/** Also links that were sent before it was switched off do not work. */
function requireMailSignIn({ hasMailSignIn }: WebContext): void {
  if (!hasMailSignIn) throw new FirstdayError('not-found');
}

// The OIDC pages first: `/sign-in/{secret}` also matches `/sign-in/oidc`.
export const signInPages = [
  ...oidcPages,
  signInFormPage,
  sendLinkPage,
  confirmSignInPage,
  completeSignInPage,
  signOutPage,
];
