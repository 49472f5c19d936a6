import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ERRORS, type FirstdayError } from '../../lib/errors';
import { actorOf } from './page-access';
import type { Assets } from './assets';
import { isFromHtmx, leave } from './redirect';
import { type Locale, localeOf } from '../i18n/locale';
import type { Reply } from './page';
import { type Frame, Layout } from '../ui/layout/layout';
import { Problem } from '../ui/layout/problem';
import { FORGOTTEN, saidIn } from '../ui/layout/flash-messages';
import { shellWords } from '../ui/layout/messages';

interface Exchange {
  request: Request;
  response: Response;
  assets: Assets;
}

/** Sends what a page gave back. */
export function send(exchange: Exchange, reply: Reply): void {
  const { request, response } = exchange;
  if ('goTo' in reply) return leave(request, response, reply.said ? withSaid(reply.goTo, reply.said) : reply.goTo);
  if ('file' in reply) {
    response.attachment(reply.name).type(reply.mediaType).send(reply.file);
    return;
  }
  response.status(reply.status ?? 200).type('html');
  if ('part' in reply) response.set(reply.headers ?? {}).send(renderToString(<>{reply.part}</>));
  else response.send(whole(exchange, reply.title, reply.main));
}

/** A refusal as a page or, where htmx asked, above the page that is there. */
export function sendProblem(exchange: Exchange, error: FirstdayError): void {
  const { request, response } = exchange;
  const locale = localeOf(request);
  const problem = <Problem error={error} locale={locale} isPart={isFromHtmx(request)} />;
  response.status(ERRORS[error.code].status).type('html');
  if (!isFromHtmx(request)) response.send(whole(exchange, shellWords(locale).problem, problem));
  else response.set({ 'HX-Retarget': '#said', 'HX-Reswap': 'innerHTML show:window:top' }).send(renderToString(problem));
}

function whole({ request, response, assets }: Exchange, title: string, main: ComponentChildren): string {
  const locale: Locale = localeOf(request);
  const { said } = request.query;
  const frame: Frame = {
    title,
    locale,
    actor: actorOf(response),
    path: request.path,
    said: typeof said === 'string' ? saidIn(locale)[said] : undefined,
    forget: typeof said === 'string' ? FORGOTTEN[said] : undefined,
    asset: assets.url,
  };
  return `<!doctype html>${renderToString(<Layout frame={frame}>{main}</Layout>)}`;
}

function withSaid(path: string, said: string): string {
  const [before = '', fragment] = path.split('#');
  const address = `${before}${before.includes('?') ? '&' : '?'}said=${encodeURIComponent(said)}`;
  return fragment === undefined ? address : `${address}#${fragment}`;
}
