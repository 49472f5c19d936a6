import { z } from 'zod';
import { fieldErrors, inWords } from '../../../lib/errors';
import { faultOf } from '../../../lib/background-loop';
import { signOut } from '../../../auth/sessions';
import { requireUsable, signInByLink } from '../../../auth/sign-in-links';
import { sessionsOf } from '../../http/context';
import { typed } from '../../ui/forms';
import { page } from '../../http/page';
import { sentenceIn } from '../../i18n/errors';
import { next } from './next';
import { oidcPages } from './oidc';
import { sendLink } from './send-link';
import { AskForAddress, ConfirmSignIn, LinkIsSent } from './view';
import { signInWords } from './messages';

const email = z.email({ error: 'must be an e-mail address' }).max(254).toLowerCase();
const secret = z.object({ secret: z.string().regex(/^[\w-]{20,100}$/) });

const ask = page({
  on: 'GET /sign-in',
  query: z.object({ next }),
  handle: ({ locale, query, context }) => {
    const asked = { locale, next: query.next, filled: { values: {} }, hasProvider: context.provider !== undefined };
    return Promise.resolve({ title: signInWords(locale).title, main: <AskForAddress {...asked} /> });
  },
});

const sendMail = page({
  on: 'POST /sign-in',
  form: z.object({ next, email: z.unknown().optional() }),
  handle: ({ form, locale, context, request }) => {
    const { title, sentTitle } = signInWords(locale);
    const address = email.safeParse(form.email, { error: inWords });
    if (!address.success) {
      const errors = fieldErrors(address.error).map(({ message }) => ({
        field: 'email',
        message: sentenceIn(locale, message),
      }));
      const filled = { values: typed(form), errors };
      const asked = { locale, next: form.next, filled, hasProvider: context.provider !== undefined };
      return Promise.resolve({ title, main: <AskForAddress {...asked} />, status: 400 });
    }
    const { data } = address;
    // Not waited for: how long it takes would tell whether somebody has this address.
    sendLink(context, { email: data, next: form.next, locale, ip: request.ip }).catch((error: unknown) =>
      context.api.logger.error({ fault: faultOf(error) }, 'A link to sign in could not be sent'),
    );
    return Promise.resolve({ title: sentTitle, main: <LinkIsSent locale={locale} email={data} next={form.next} /> });
  },
});

const confirm = page({
  on: 'GET /sign-in/{secret}',
  params: secret,
  query: z.object({ next }),
  handle: async ({ params, query, locale, context }) => {
    await requireUsable(sessionsOf(context), params.secret);
    const action = `/sign-in/${params.secret}?next=${encodeURIComponent(query.next)}`;
    return { title: signInWords(locale).title, main: <ConfirmSignIn locale={locale} action={action} /> };
  },
});

const enter = page({
  on: 'POST /sign-in/{secret}',
  params: secret,
  query: z.object({ next }),
  handle: async ({ params, query, context, ...visit }) => {
    await signInByLink(sessionsOf(context), params.secret, visit);
    return { goTo: query.next };
  },
});

const leave = page({
  on: 'POST /sign-out',
  handle: async ({ context, request, response }) => {
    await signOut(sessionsOf(context), request, response);
    // What the browser kept of the pages goes with the session.
    response.set('Clear-Site-Data', '"cache", "storage"');
    return { goTo: '/sign-in', said: 'signed-out' };
  },
});

// Those of the provider first: their addresses look like a link's.
export const signInPages = [...oidcPages, ask, sendMail, confirm, enter, leave];
