import { createSignInLink } from '../../../auth/sign-in-links';
import { hashSecret } from '../../../auth/secrets';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { getSessionDeps, type WebContext } from '../../http/context';

/** Sends a link if the address may sign in. Returns false if it may not, which the visitor must not learn. */
export async function sendSignInLink(
  context: WebContext,
  { email, next, locale, ip }: { email: string; next: string; locale: Locale; ip?: string },
): Promise<boolean> {
  const newLink = await createSignInLink(getSessionDeps(context), { email, next, ip });
  if (newLink === undefined) return false;
  const { name, language = locale } = newLink.principal;
  const t = getTranslator(language);
  await context.api.mailer.send({
    key: `sign-in/${hashSecret(newLink.secret)}`,
    kind: 'sign-in-link',
    locale: language,
    to: [{ email, name }],
    subject: t('mails.signIn.subject'),
    blocks: [t('mails.signIn.text'), t('mails.signIn.remedy')],
    action: { label: t('mails.signIn.page'), url: `${context.api.config.publicUrl}/sign-in/${newLink.secret}` },
  });
  return true;
}
