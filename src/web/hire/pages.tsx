import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAYS_AFTER_START, ownPageFor } from '../../links/own-page';
import { faultOf } from '../../repeat';
import { holderOfLink } from '../ask';
import { sessionsOf, type WebContext } from '../context';
import { typed } from '../forms';
import type { Locale } from '../locale';
import { page } from '../page';
import { OwnPage, Renew, Sent, titleOf } from './view';
import { hireWords } from './words';

const DAY_MS = 86_400_000;
const email = z.email().max(254).toLowerCase();

/** The page of a new hire, by the link in their mail alone: until a week after the first day, wherever that has moved. */
const own = page({
  on: 'GET /hire/{token}',
  params: z.object({ token: z.string().max(2_000) }),
  handle: async ({ params, context, askAs, locale }) => {
    const link = await context.links.readHire(params.token);
    const over = {
      title: hireWords(locale).over,
      main: <Renew filled={{ values: {} }} locale={locale} />,
      status: 410,
    };
    if (link === undefined) return over;
    const ask = askAs(holderOfLink('hire-link'));
    const about = { params: { id: link.onboardingId } };
    const [view, held] = await Promise.all([
      ask('GET /onboardings/{id}', about),
      ask('GET /onboardings/{id}/holdings', about),
    ]);
    if (Date.now() > Date.parse(view.startDate) + (DAYS_AFTER_START + 1) * DAY_MS) return over;
    return { title: titleOf(view, locale), main: <OwnPage view={view} held={held} locale={locale} /> };
  },
});

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

export const hirePages = [own, form, renew];
