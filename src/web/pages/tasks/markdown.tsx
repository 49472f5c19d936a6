import MarkdownIt from 'markdown-it';

// User text must not inject HTML, and images could track its readers.
const markdown = new MarkdownIt({ html: false, linkify: true }).disable('image');

export const Markdown = ({ text }: { text: string }) => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: markdown.render(text) }} />
);
