const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Addresses of pages as links; what stands there is escaped already. */
const linked = (text: string): string =>
  text.replace(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`);

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** The text of a mail as simple HTML: a paragraph for each block between blank lines; everything escaped. */
export function htmlOf(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((block) => `<p>${linked(escape(block.trim())).replaceAll('\n', '<br>\n')}</p>`);
  const style = 'font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em';
  return `<!doctype html>\n<html><body style="${style}">\n${paragraphs.join('\n')}\n</body></html>\n`;
}
