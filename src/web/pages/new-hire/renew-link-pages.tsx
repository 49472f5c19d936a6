import { randomUUID } from 'node:crypto';
import { emailSchema } from '../../../domain/text/schemas';
import { requestNewHireLink } from '../../../auth/new-hire-links';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { describeError } from '../../../lib/background-loop';
import { getSessionDeps, type WebContext } from '../../http/context';
import { readTextFields } from '../../ui/forms';
import { definePage } from '../../http/page';
import { RenewLinkForm, RenewalSentMessage } from './view';

const renewLinkFormPage = definePage({
  name: 'GET /hire',
  handle: ({ locale }) =>
    Promise.resolve({
      title: translate(locale, 'new-hire.renew'),
      main: <RenewLinkForm formValues={{ values: {} }} locale={locale} />,
    }),
});

/** Always shows the same confirmation, which must not reveal the existence of an onboarding. */
const renewLinkPage = definePage({
  name: 'POST /hire',
  handle: ({ form, locale, context, request }) => {
    const { data } = emailSchema().safeParse(readTextFields(form).email?.trim());
    if (data)
      sendNewHireLink(context, data, locale, request.ip).catch((error: unknown) =>
        context.api.logger.error({ error: describeError(error) }, 'A link to a page of their own could not be sent'),
      );
    return Promise.resolve({
      title: translate(locale, 'new-hire.sentTitle'),
      main: <RenewalSentMessage locale={locale} />,
    });
  },
});

async function sendNewHireLink(context: WebContext, to: string, locale: Locale, ip?: string): Promise<void> {
  const id = await requestNewHireLink(getSessionDeps(context).database, to, ip);
  if (id === undefined) return;
  const t = getTranslator(locale);
  await context.api.mailer.send({
    key: `own-page/${id}/${randomUUID()}`,
    kind: 'new-hire-link',
    locale,
    to: [{ name: to, email: to }],
    subject: t('mails.newHire.linkSubject'),
    blocks: [t('mails.newHire.intro')],
    action: { label: t('mails.newHire.page'), url: await context.links.createNewHireLink(id, to) },
  });
}

export const renewLinkPages = [renewLinkFormPage, renewLinkPage];
