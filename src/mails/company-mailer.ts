import { decodeLogo } from '../company/logo';
import type { Company } from '../company/settings';
import type { EmailMessage, Mailer, MailTransport, RenderedEmail } from '../integrations/mail/mailer';
import { renderHtml } from './render-html';
import { renderText } from './render-text';

/** Creates the mailer of all processes. Each mail has the look that the settings of the company give it at that moment. */
export const createCompanyMailer = (transport: MailTransport, readCompany: () => Promise<Company>): Mailer => ({
  send: async (message, signal) => transport.send(renderEmail(message, await readCompany()), signal),
});

export function renderEmail(message: EmailMessage, company: Company): RenderedEmail {
  const { blocks: _blocks, action: _action, link: _link, ...envelope } = message;
  return {
    ...envelope,
    senderName: company.name,
    text: renderText(message, company),
    html: renderHtml(message, company),
    logo: company.logo === undefined ? undefined : decodeLogo(company.logo),
  };
}
