import type { Locale } from '../../domain/locale';

const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Matches URLs without the punctuation that ends a sentence or closes a bracket around them. */
const URL_PATTERN = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/;

/** Escapes text for element content and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);

/** Escapes text and links its URLs. Matches before escaping: an entity after a URL is not part of it. */
export const linkifyHtml = (text: string): string =>
  text
    .split(URL_PATTERN)
    .map((part, index) =>
      index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}" rel="noreferrer">${escapeHtml(part)}</a>`,
    )
    .join('');

/** Renders plain text as simple HTML: one paragraph per block between blank lines, everything escaped. */
export function renderEmailHtml(text: string, locale: Locale): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((block) => `<p>${linkifyHtml(block.trim()).replaceAll('\n', '<br>\n')}</p>`);
  const style = 'font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em';
  return `<!doctype html>\n<html lang="${locale}"><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
