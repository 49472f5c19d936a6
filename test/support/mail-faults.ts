import { parse } from 'node-html-parser';
import type { Company } from '../../src/company/settings';
import { pickText } from '../../src/i18n/pick-text';
import type { RenderedEmail } from '../../src/integrations/mail/mailer';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const COMMAND = /\bfirstday [a-z]|\btemporal [a-z]|--\w/;
const URL = /https?:\/\/\S+/g;
const MAX_URL_LENGTH = 120;

/** Lists what no mail may do, and what every mail must have. Empty for a good one. */
export function listMailFaults({ locale, subject, text, html }: RenderedEmail, company: Company): string[] {
  const page = parse(html);
  const hrefs = page.querySelectorAll('a').map((link) => link.getAttribute('href') ?? '');
  const urls = [...text.matchAll(URL)].map(([url]) => url);
  const signature = company.signature === undefined ? company.name : pickText(company.signature, locale);
  const visible = page.querySelector('body')?.structuredText.replace(/\s+/g, ' ') ?? '';
  const faults: [name: string, isFault: boolean][] = [
    ['no name', !text.includes(company.name) || !visible.includes(company.name)],
    ['no signature', !text.includes(signature) || !visible.includes(signature.replace(/\s+/g, ' '))],
    ['no support contact', [text, visible].some((part) => !part.includes(company.supportContact ?? ''))],
    [
      'no heading',
      page
        .querySelectorAll('h1')
        .map((heading) => heading.text)
        .join() !== subject,
    ],
    ['another language', page.querySelector('html')?.getAttribute('lang') !== locale],
    ['other links than the text', JSON.stringify(hrefs) !== JSON.stringify(urls)],
    ['a link inside a line', urls.some((url) => !text.split('\n').includes(url))],
    ['a long address', urls.some((url) => url.length > MAX_URL_LENGTH)],
    ['a UUID', [subject, text, html].some((part) => UUID.test(part))],
    // A link may contain any characters.
    ['a command', [subject, text.replaceAll(URL, '')].some((part) => COMMAND.test(part))],
    ['a message without words', /\bmails\.|undefined|[{}]/.test(subject + text)],
    ['more than one button', page.querySelectorAll('td[bgcolor] a').length > 1],
    ['a foreign picture', page.querySelectorAll('img').some((image) => image.getAttribute('src') !== 'cid:logo')],
    ['active content', page.querySelectorAll('script, iframe, form, style, link, [onclick], [onerror]').length > 0],
  ];
  return faults.flatMap(([name, isFault]) => (isFault ? [name] : []));
}
