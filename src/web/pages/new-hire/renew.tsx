import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ownPageFor } from '../../../auth/new-hire-page';
import { faultOf } from '../../../lib/background-loop';
import { sessionsOf, type WebContext } from '../../http/context';
import { typed } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { Renew, Sent } from './view';
import { hireWords } from './messages';

const email = z.email().max(254).toLowerCase();

const form = page({
  on: 'GET /hire',
  handle: ({ locale }) =>
    Promise.resolve({ title: hireWords(locale).renew, main: <Renew filled={{ values: {} }} locale={locale} /> }),
});

/** Everybody is answered alike: whether somebody begins here is nobody's business. */
const renew = page({
  on: 'POST /hire',
  handle: ({ form: given, locale, context, request }) => {
    const { data } = email.safeParse(typed(given).email?.trim());
    if (data)
      sendLink(context, data, locale, request.ip).catch((error: unknown) =>
        context.api.logger.error({ fault: faultOf(error) }, 'A link to a page of their own could not be sent'),
      );
    return Promise.resolve({ title: hireWords(locale).sentTitle, main: <Sent locale={locale} /> });
  },
});

async function sendLink(context: WebContext, to: string, locale: Locale, ip?: string): Promise<void> {
  const id = await ownPageFor(sessionsOf(context).database, to, ip);
  if (id === undefined) return;
  const words = hireWords(locale);
  await context.mailer.send({
    key: `own-page/${id}/${randomUUID()}`,
    to: [{ name: to, email: to }],
    subject: words.subject,
    text: words.mail(await context.links.hire(id)),
  });
}

export const renewPages = [form, renew];
