import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Company } from '../../company/settings';
import { findOwn } from '../../domain/find-own';
import type { Locale } from '../../i18n/locales';
import { findMessage, translate } from '../../i18n/translate';
import { ERRORS, type FirstdayError } from '../../lib/errors';
import { DRAFT_KEYS_TO_CLEAR } from '../ui/layout/draft-keys';
import { getPrincipal } from '../../api/http/route-access';
import { getReturnPath } from './auth-middleware';
import { getLogoUrl } from './logo';
import type { Assets } from './assets';
import type { Notices } from './load-notices';
import { isHtmxRequest, redirect } from './redirect';
import type { PageResponse } from './page';
import { type PageFrame, Layout } from '../ui/layout/layout';
import { ProblemAlert } from '../ui/layout/problem-alert';

interface Exchange {
  request: Request;
  response: Response;
  locale: Locale;
  company: Company;
  /** Undefined for fragments, redirects and errors. */
  notices?: Notices;
  assets: Assets;
}

export function sendPageResponse(exchange: Exchange, reply: PageResponse): void {
  const { request, response } = exchange;
  if ('redirectTo' in reply)
    return redirect(
      request,
      response,
      reply.flash ? addFlashParameter(reply.redirectTo, reply.flash) : reply.redirectTo,
    );
  if ('file' in reply) {
    response.attachment(reply.name).type(reply.mediaType).send(reply.file);
    return;
  }
  response.status(reply.status ?? 200).type('html');
  if ('fragment' in reply) response.set(reply.headers ?? {}).send(renderToString(<>{reply.fragment}</>));
  else response.send(renderDocument(exchange, reply.title, reply.main));
}

/** Sends an error page or, to htmx, an alert above the current page. */
export function sendProblem(exchange: Exchange, error: FirstdayError): void {
  const { request, response, locale } = exchange;
  const signInPath = error.code === 'step-up-required' ? buildFreshSignInPath(request) : undefined;
  const problem = <ProblemAlert {...{ error, locale, signInPath }} isPartial={isHtmxRequest(request)} />;
  response.status(ERRORS[error.code].status).type('html');
  if (!isHtmxRequest(request)) response.send(renderDocument(exchange, translate(locale, 'layout.problem'), problem));
  else
    response.set({ 'HX-Retarget': '#flash', 'HX-Reswap': 'innerHTML show:window:top' }).send(renderToString(problem));
}

const buildFreshSignInPath = (request: Request): string =>
  `/sign-in/oidc?fresh=yes&next=${encodeURIComponent(getReturnPath(request))}`;

function renderDocument(
  { request, response, locale, company, notices, assets }: Exchange,
  title: string,
  main: ComponentChildren,
): string {
  const { flash: flashKey } = request.query;
  const frame: PageFrame = {
    title,
    locale,
    brand: { name: company.name, logoUrl: getLogoUrl(company) },
    principal: getPrincipal(response),
    path: request.path,
    notices,
    flash: typeof flashKey === 'string' ? findMessage(locale, `flash.${flashKey}`) : undefined,
    draftKeyToClear: typeof flashKey === 'string' ? findOwn(DRAFT_KEYS_TO_CLEAR, flashKey) : undefined,
    getAssetUrl: assets.getUrl,
  };
  return `<!doctype html>${renderToString(<Layout frame={frame}>{main}</Layout>)}`;
}

function addFlashParameter(path: string, flash: string): string {
  const [base = '', fragment] = path.split('#');
  const url = `${base}${base.includes('?') ? '&' : '?'}flash=${encodeURIComponent(flash)}`;
  return fragment === undefined ? url : `${url}#${fragment}`;
}
