import type { Company } from '../company/settings';
import { getFormatters } from '../i18n/formatters';
import { pickText } from '../i18n/pick-text';
import { getTranslator } from '../i18n/translate';
import type { EmailMessage } from '../integrations/mail/mailer';

/** Words around the body of a mail. */
export interface Frame {
  /** Undefined if no name of a recipient is known. */
  greeting?: string;
  signature: string;
  /** Last lines. */
  footer: string[];
}

export function buildFrame({ to, locale }: EmailMessage, { name, signature, supportContact }: Company): Frame {
  const t = getTranslator(locale);
  const names = to.filter((person) => person.name !== person.email).map((person) => person.name);
  return {
    greeting: names.length === 0 ? undefined : t('mails.greeting', { names: formatNames(names, locale) }),
    signature: (signature && pickText(signature, locale)) || name,
    footer: [
      supportContact === undefined ? '' : t('mails.support', { contact: supportContact }),
      t('mails.automatic', { company: name }),
    ].filter(Boolean),
  };
}

const formatNames = (names: string[], locale: EmailMessage['locale']): string =>
  getFormatters(locale).formatList(names, 'conjunction');
