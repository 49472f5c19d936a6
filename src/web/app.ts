import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { type Actor, NOBODY } from '../api/http/access';
import type { CreatePages } from '../api/app';
import { identify } from '../api/http/auth';
import { limitRate } from '../api/http/rate-limit';
import { asFirstdayError, logFault } from '../api/http/problems';
import { FirstdayError } from '../lib/errors';
import { actorOf, admitTo, keepFresh } from './http/page-access';
import { accountPages } from './pages/account/pages';
import { type Ask, askThrough } from './api-client';
import { loadAssets } from './http/assets';
import { sessionsOf, type WebContext, type WebDeps } from './http/context';
import { absencePages } from './pages/absences/pages';
import { adminPages } from './pages/admin/pages';
import { cohortPages } from './pages/cohorts/pages';
import { decidePages } from './pages/decision-link/pages';
import { hirePages } from './pages/new-hire/pages';
import { homePages } from './pages/home/pages';
import { inventoryPages } from './pages/inventory/pages';
import { isFromHtmx } from './http/redirect';
import { localeOf } from './i18n/locale';
import { onboardingPages } from './pages/onboarding/pages';
import { overviewPages } from './pages/onboarding-list/pages';
import type { Page } from './http/page';
import { send, sendProblem } from './http/render';
import { reportPages } from './pages/reports/pages';
import { signInPages } from './pages/sign-in/pages';
import { taskPages } from './pages/tasks/pages';

import { submitPages } from './pages/new-onboarding/pages';

const ALL_PAGES: readonly Page[] = [
  ...homePages,
  ...overviewPages,
  // Before the pages of one: `new` is no id.
  ...submitPages,
  ...onboardingPages,
  ...cohortPages,
  ...taskPages,
  ...absencePages,
  ...decidePages,
  ...hirePages,
  ...inventoryPages,
  ...adminPages,
  ...reportPages,
  ...accountPages,
  ...signInPages,
];

const FORM_LIMIT = '1mb';
/** Nothing runs, loads or is sent but what is ours; nobody puts these pages into theirs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** What the application mounts behind its API. */
export const webOf =
  (deps: WebDeps): CreatePages =>
  (parts) =>
    createPages({ ...deps, ...parts, assets: loadAssets() });

/** Every page, and what the browser loads with them. What is no page goes on to whoever comes next. */
function createPages(context: WebContext): Router {
  const { api } = context;
  const router = Router({ caseSensitive: true });
  const before = [
    guarded,
    identify(api),
    limitRate(api.config.rateLimitPerMinute),
    express.urlencoded({ extended: false, limit: FORM_LIMIT }),
  ];
  router.use(compression());
  router.use(context.assets.router);
  for (const page of ALL_PAGES) {
    const [method, path] = addressOf(page);
    router[method](path, named(page), ...before, admitTo(page.on), keepFresh(sessionsOf(context)), show(page, context));
  }
  router.use(nowhere, explain(context));
  return router;
}

function addressOf({ on }: Page): ['get' | 'post', string] {
  const [method, path = ''] = on.split(' ');
  return [method === 'GET' ? 'get' : 'post', path.replace(/\{(\w+)\}/g, ':$1')];
}

/** Logs and metrics name the page, never the address that was asked for. */
const named =
  ({ on }: Page): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = on;
    response.locals.isPage = true;
    next();
  };

const guarded: RequestHandler = (_request, response, next) => {
  // Whoever comes back sees what is there now, and nothing once they have signed out.
  response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store', Vary: 'HX-Request' });
  next();
};

const show =
  (page: Page, context: WebContext): RequestHandler =>
  async (request, response) => {
    const actor = actorOf(response) ?? NOBODY;
    const locale = localeOf(request);
    const askAs = (whom: Actor): Ask => askThrough(context.door(whom, { request, response }), locale);
    const visit = {
      params: request.params,
      query: { ...request.query },
      form: request.body as unknown,
      actor,
      ask: askAs(actor),
      askAs,
      locale,
      isPart: isFromHtmx(request),
      context,
      request,
      response,
    };
    send({ request, response, assets: context.assets }, await page.handle(visit));
  };

/** Whoever reads pages is told in one that there is none here; whoever calls, by the API. */
const nowhere: RequestHandler = (request, response, next) => {
  const isReader = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
  if (!isReader || request.path.startsWith('/api/')) return void next();
  response.locals.isPage = true;
  response.set('Content-Security-Policy', POLICY);
  throw new FirstdayError('not-found');
};

/** What went wrong on a page is told as a page. */
const explain =
  ({ api, assets }: WebContext): ErrorRequestHandler =>
  (thrown, request, response, next) => {
    if (response.headersSent || response.locals.isPage !== true) return void next(thrown);
    const error = asFirstdayError(thrown);
    if (error.code === 'internal') logFault(api.logger, response, thrown);
    sendProblem({ request, response, assets }, error);
  };
