const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Addresses of pages, without the sign that ends a sentence or closes a bracket around them. */
const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/;

/** Words of people as text, wherever in HTML they stand. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** A text with links where it names pages. Found before anything is escaped: an entity after an address is none of it. */
export const linked = (text: string): string =>
  text
    .split(ADDRESS)
    .map((part, index) =>
      index % 2 === 0 ? escape(part) : `<a href="${escape(part)}" rel="noreferrer">${escape(part)}</a>`,
    )
    .join('');

/** The text of a mail as simple HTML: a paragraph for each block between blank lines; everything escaped. */
export function htmlOf(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((block) => `<p>${linked(block.trim()).replaceAll('\n', '<br>\n')}</p>`);
  const style = 'font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em';
  return `<!doctype html>\n<html><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
