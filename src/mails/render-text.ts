import type { Company } from '../company/settings';
import { translate } from '../i18n/translate';
import type { EmailBlock, EmailLink, EmailMessage } from '../integrations/mail/mailer';
import { buildFrame } from './frame';

/** Renders a mail as text: one paragraph per block, each link on a line of its own. */
export function renderText(message: EmailMessage, company: Company): string {
  const { blocks, action, link, locale } = message;
  const { greeting, signature, footer } = buildFrame(message, company);
  const renderFact = ([label, value]: readonly [string, string]): string =>
    `  ${translate(locale, 'mails.facts.line', { label, value })}`;
  const renderBlock = (block: EmailBlock = ''): string => {
    if (typeof block === 'string') return block;
    return 'facts' in block ? block.facts.map(renderFact).join('\n') : block.markdown.trim();
  };
  const renderLink = ({ label, url }: EmailLink): string => `${label}:\n${url}`;
  return [
    greeting,
    ...blocks.map(renderBlock),
    action && renderLink(action),
    link && renderLink(link),
    signature,
    footer.join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
