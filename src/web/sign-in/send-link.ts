import { newSignInLink } from '../../sessions/sign-in-links';
import { hashOf } from '../../sessions/secrets';
import { sessionsOf, type WebContext } from '../context';
import type { Locale } from '../locale';
import { signInWords } from './words';

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
