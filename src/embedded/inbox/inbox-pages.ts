import express, { type Express, type RequestHandler, type Response, Router } from 'express';
import { escapeHtml, linkifyHtml } from '../../integrations/mail/html';
import { createHostCheck } from '../../lib/host-check';
import type { InboxStore, MessageSummary, StoredMessage } from './inbox-store';

const isLoopbackHost = createHostCheck([]);

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td{padding:.3rem 1rem .3rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:1rem}';

/**
 * Serves pages for people, and `GET /messages` and `GET /messages/:id` for programs, below `path`.
 * @param path begins with a slash, ends without one
 */
export const createInboxPages = (store: InboxStore, path: string): Express =>
  express()
    .disable('x-powered-by')
    .use(setSecurityHeaders, requireLoopbackHost)
    .use(path, createPageRouter(store, path))
    .use(`${path}/messages`, createMessageRouter(store));

/** Other sites must not read mails by making their own name lead here. */
const requireLoopbackHost: RequestHandler = (request, response, next) => {
  if (isLoopbackHost(request.headers.host, request.socket.localAddress)) next();
  else response.sendStatus(421);
};

/** The HTML of a message is untrusted: it may neither run nor load anything. */
const MESSAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups";

const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  response.set('X-Content-Type-Options', 'nosniff');
  next();
};

function createPageRouter(store: InboxStore, path: string): Router {
  const router = Router();
  router.get('/', async (_request, response) =>
    sendPage(response, 'Inbox', renderMessageList(await store.list(), path)),
  );
  router.get('/read/:id', async ({ params }, response) => {
    const message = await store.read(params.id);
    if (message) sendPage(response, message.subject, renderMessage(message, path));
    else sendPage(response.status(404), 'Not found', '<p>Message not found.</p>');
  });
  router.get('/read/:id/html', async ({ params }, response) => {
    const html = (await store.read(params.id))?.html;
    if (html === undefined) return sendPage(response.status(404), 'Not found', '<p>Message not found.</p>');
    response.set('Content-Security-Policy', MESSAGE_POLICY).type('html').send(html);
  });
  return router;
}

function createMessageRouter(store: InboxStore): Router {
  const router = Router();
  router.get('/', async (_request, response) => void response.json({ messages: await store.list() }));
  router.get('/:id', async ({ params }, response) => {
    const message = await store.read(params.id);
    if (message) response.json(message);
    else response.status(404).json({ title: 'Message not found.' });
  });
  router.get('/:id/raw', async ({ params }, response) => {
    const raw = await store.readRaw(params.id);
    response
      .status(raw ? 200 : 404)
      .type('text/plain')
      .send(raw?.toString() ?? 'Message not found.');
  });
  return router;
}

function renderMessageList(messages: MessageSummary[], path: string): string {
  if (messages.length === 0) return '<p>No messages yet.</p>';
  const rows = messages.map(
    ({ id, receivedAt, to, subject }) =>
      `<tr><td>${escapeHtml(receivedAt)}</td><td>${escapeHtml(to.join(', '))}</td>` +
      `<td><a href="${path}/read/${escapeHtml(id)}">${escapeHtml(subject || '(no subject)')}</a></td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

function renderMessage({ id, from, to, receivedAt, text, html, attachments }: StoredMessage, path: string): string {
  const parts = attachments.map(
    ({ filename, contentType, content }) =>
      `<h2>${escapeHtml(filename)} (${escapeHtml(contentType)})</h2><pre>${escapeHtml(content)}</pre>`,
  );
  return (
    `<p>From ${escapeHtml(from.join(', '))} to ${escapeHtml(to.join(', '))}, ${escapeHtml(receivedAt)}</p>` +
    `<pre>${linkifyHtml(text)}</pre>${parts.join('')}` +
    (html === undefined ? '' : `<p><a href="${path}/read/${escapeHtml(id)}/html">Message as HTML</a></p>`) +
    `<p><a href="${path}/messages/${escapeHtml(id)}/raw">Raw message</a> · <a href="${path}">All messages</a></p>`
  );
}

/** Message content is untrusted: callers must escape it in `body`. */
function sendPage(response: Response, title: string, body: string): void {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style>`;
  response.type('html').send(`<!doctype html><html lang="en">${head}<h1>${escapeHtml(title)}</h1>${body}</html>`);
}
