import { createSignInLink } from '../../../auth/sign-in-links';
import { hashSecret } from '../../../auth/secrets';
import { getSessionDeps, type WebContext } from '../../http/context';
import type { Locale } from '../../i18n/locale';
import { signInMessages } from './messages';

/** Sends a link if the address may sign in. The result does not reveal if it may. */
export async function sendSignInLink(
  context: WebContext,
  { email, next, locale, ip }: { email: string; next: string; locale: Locale; ip?: string },
): Promise<void> {
  const newLink = await createSignInLink(getSessionDeps(context), email, ip);
  if (newLink === undefined) return;
  const messages = signInMessages(locale);
  const link = `${context.api.config.publicUrl}/sign-in/${newLink.secret}?next=${encodeURIComponent(next)}`;
  await context.mailer.send({
    key: `sign-in/${hashSecret(newLink.secret)}`,
    to: [{ email, name: newLink.principal.name }],
    subject: messages.mailSubject,
    text: messages.mail(link),
  });
}
