import MarkdownIt from 'markdown-it';

// What people write may not become markup of its own, and no image tells anybody that it was read.
const markdown = new MarkdownIt({ html: false, linkify: true }).disable('image');

/** A text in Markdown, as its author meant it. */
export const Markdown = ({ text }: { text: string }) => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: markdown.render(text) }} />
);
