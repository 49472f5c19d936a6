import { newSignInLink } from '../../../auth/sign-in-links';
import { hashOf } from '../../../auth/secrets';
import { sessionsOf, type WebContext } from '../../http/context';
import type { Locale } from '../../i18n/locale';
import { signInWords } from './messages';

/** Sends a link to whoever may sign in with this address. It does not tell whether somebody may. */
export async function sendLink(
  context: WebContext,
  { email, next, locale, ip }: { email: string; next: string; locale: Locale; ip?: string },
): Promise<void> {
  const made = await newSignInLink(sessionsOf(context), email, ip);
  if (made === undefined) return;
  const words = signInWords(locale);
  const link = `${context.api.config.publicUrl}/sign-in/${made.secret}?next=${encodeURIComponent(next)}`;
  await context.mailer.send({
    key: `sign-in/${hashOf(made.secret)}`,
    to: [{ email, name: made.account.name }],
    subject: words.mailSubject,
    text: words.mail(link),
  });
}
