const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text of somebody else as HTML: nothing of it is ever markup. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** Makes links of the addresses of pages in a text that is escaped already. `attributes`: what each link has besides. */
export const linked = (escaped: string, attributes = ''): string =>
  escaped.replace(
    /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}"${attributes && ` ${attributes}`}>${url}</a>`,
  );

/** The text of a mail as simple HTML: a paragraph for each block between blank lines; everything escaped. */
export function htmlOf(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((block) => `<p>${linked(escape(block.trim())).replaceAll('\n', '<br>\n')}</p>`);
  const style = 'font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em';
  return `<!doctype html>\n<html><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
