import type { Locale } from '../../domain/locale';
import type { Role } from '../../domain/status';
import { getFormatters } from '../../i18n/formatters';
import { getTranslator } from '../../i18n/translate';
import type { EmailMessage } from '../../integrations/mail/mailer';

interface Invitation {
  /** Determines the Message-ID. */
  key: string;
  to: { name: string; email: string };
  roles: readonly Role[];
  invitedBy: string;
  signInUrl: string;
  /** Signs in by itself; undefined if people sign in at the identity provider. */
  link?: string;
}

/** Renders the mail to an added person. */
export function renderInvitation(
  { key, to, roles, invitedBy, signInUrl, link }: Invitation,
  locale: Locale,
): EmailMessage {
  const t = getTranslator(locale);
  const titles = roles.map((role) => t(`status.role.${role}`));
  const list = getFormatters(locale).formatList(titles, 'conjunction');
  return {
    key,
    kind: 'account-invitation',
    locale,
    to: [to],
    subject: t('mails.invitation.subject'),
    blocks: [
      t('mails.invitation.intro', { by: invitedBy, roles: list }),
      link === undefined ? t('mails.invitation.page') : t('mails.invitation.link', { url: signInUrl }),
    ],
    action: { label: t('mails.signIn.page'), url: link ?? signInUrl },
  };
}
