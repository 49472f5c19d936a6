import { renderMarkdown } from '../../../lib/render-markdown';

export const Markdown = ({ text }: { text: string }) => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />
);
