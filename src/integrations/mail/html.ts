const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Addresses of pages, without the sign that ends a sentence or closes a bracket around them. */
const URL_PATTERN = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/;

/** Words of people as text, wherever in HTML they stand. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);

/** A text with links where it names pages. Found before anything is escaped: an entity after an address is none of it. */
export const linkifyHtml = (text: string): string =>
  text
    .split(URL_PATTERN)
    .map((part, index) =>
      index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}" rel="noreferrer">${escapeHtml(part)}</a>`,
    )
    .join('');

/** The text of a mail as simple HTML: a paragraph for each block between blank lines; everything escaped. */
export function renderEmailHtml(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((block) => `<p>${linkifyHtml(block.trim()).replaceAll('\n', '<br>\n')}</p>`);
  const style = 'font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em';
  return `<!doctype html>\n<html><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
