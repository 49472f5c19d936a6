import MarkdownIt from 'markdown-it';

// User text must not inject HTML, and images could track its readers.
const markdown = new MarkdownIt({ html: false, linkify: true }).disable('image');

/** Renders Markdown of plans and people as safe HTML. */
export const renderMarkdown = (text: string): string => markdown.render(text);
