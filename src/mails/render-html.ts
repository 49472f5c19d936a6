import { pickTextColour } from '../company/colour';
import type { Company } from '../company/settings';
import { escapeHtml, linkifyHtml } from '../integrations/mail/html';
import { type EmailBlock, type EmailLink, type EmailMessage, LOGO_ID } from '../integrations/mail/mailer';
import { renderMarkdown } from '../lib/render-markdown';
import { buildFrame } from './frame';

/** Tables and inline styles, because mail programs drop style sheets and know little else. */
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `${FONT};font-size:16px;line-height:1.5;color:#1f2937`;
const SMALL = `${FONT};font-size:13px;line-height:1.5;color:#4b5563`;
const LIST_LINE = /^(?: {2}|- )/;

/** Renders a mail as HTML. Everything in it is escaped: names, comments and the settings are input of people. */
export function renderHtml(message: EmailMessage, company: Company): string {
  const { locale, subject, blocks, action, link } = message;
  const { greeting, signature, footer } = buildFrame(message, company);
  const rows = [
    renderHeader(company),
    `<h1 style="${FONT};font-size:22px;line-height:1.3;color:#111827;margin:0 0 16px">${escapeHtml(subject)}</h1>`,
    greeting && renderParagraph(greeting),
    ...blocks.map((block) => (block ? renderBlock(block) : '')),
    action && renderButton(action, company.colour),
    link && `<p style="${TEXT};margin:0 0 16px">${renderLink(link)}</p>`,
    renderParagraph(signature),
    `<p style="${SMALL};margin:24px 0 0;padding-top:16px;border-top:1px solid #e5e7eb">${renderLines(footer)}</p>`,
  ];
  return renderDocument({ locale, title: subject, colour: company.colour, body: rows.filter(Boolean).join('\n') });
}

const renderDocument = ({ locale, title, colour, body }: Record<'locale' | 'title' | 'colour' | 'body', string>) =>
  `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border-top:4px solid ${colour}"><tr><td align="left" style="padding:24px">
${body}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;

/** The name stays beside the logo: many mail programs hide pictures at first. */
function renderHeader({ name, logo }: Company): string {
  const image = `<img src="cid:${LOGO_ID}" alt="" height="40" style="height:40px;width:auto;vertical-align:middle;border:0;margin-right:12px">`;
  const style = `${FONT};font-size:18px;font-weight:bold;color:#111827;margin:0 0 24px`;
  return `<p style="${style}">${logo === undefined ? '' : image}${escapeHtml(name)}</p>`;
}

function renderBlock(block: EmailBlock): string {
  if (typeof block === 'string') return renderParagraph(block);
  if ('facts' in block) return renderFacts(block.facts);
  return `<div style="${TEXT};margin:0 0 16px">${renderMarkdown(block.markdown)}</div>`;
}

/** Consecutive lines of a list become one. */
function renderParagraph(text: string): string {
  const parts: { isList: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isList = LIST_LINE.test(line);
    const last = parts.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else parts.push({ isList, lines: [line] });
  }
  return parts.map(({ isList, lines }) => (isList ? renderList(lines) : renderPlain(lines))).join('\n');
}

const renderPlain = (lines: readonly string[]): string =>
  `<p style="${TEXT};margin:0 0 16px">${renderLines(lines)}</p>`;

const renderLines = (lines: readonly string[]): string => lines.map(linkifyHtml).join('<br>\n');

const renderList = (lines: readonly string[]): string => {
  const items = lines.map((line) => `<li style="margin:0 0 4px">${linkifyHtml(line.replace(LIST_LINE, ''))}</li>`);
  return `<ul style="${TEXT};margin:0 0 16px;padding:0 0 0 20px">${items.join('')}</ul>`;
};

function renderFacts(facts: readonly (readonly [label: string, value: string])[]): string {
  const cell = `${FONT};font-size:15px;line-height:1.5;padding:4px 0;vertical-align:top`;
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="${cell};color:#4b5563;padding-right:16px">${escapeHtml(label)}</td>` +
      `<td style="${cell};color:#111827">${renderLines(value.split('\n'))}</td></tr>`,
  );
  const table = '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">';
  return `${table}${rows.join('')}</table>`;
}

/** The coloured cell is for programs that ignore the padding of a link. */
function renderButton({ label, url }: EmailLink, colour: string): string {
  const textColour = pickTextColour(colour);
  const style = `${FONT};font-size:16px;font-weight:bold;color:${textColour};background:${colour};text-decoration:none;display:inline-block;padding:12px 24px;border-radius:6px`;
  return (
    '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr>' +
    `<td bgcolor="${colour}" style="border-radius:6px"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a></td>` +
    '</tr></table>'
  );
}

const renderLink = ({ label, url }: EmailLink): string =>
  `<a href="${escapeHtml(url)}" style="color:#1d4ed8">${escapeHtml(label)}</a>`;
