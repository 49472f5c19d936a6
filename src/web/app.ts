import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { type AuthenticatedPrincipal, ANONYMOUS, getPrincipal } from '../api/http/route-access';
import type { PagesFactory } from '../api/app';
import { authenticate } from '../api/http/auth';
import { limitRate } from '../api/http/rate-limit';
import { toFirstdayError, logUnexpectedError } from '../api/http/problems';
import { FirstdayError } from '../lib/errors';
import { requirePageAccess, keepSessionFresh } from './http/auth-middleware';
import { detectLocale } from './http/locale-cookie';
import { accountPages } from './pages/account/pages';
import { type ApiClient, createApiClient } from './api-client';
import { loadAssets } from './http/assets';
import { createLogoRouter } from './http/logo';
import { getSessionDeps, type WebContext, type WebDeps } from './http/context';
import { absencePages } from './pages/absences/pages';
import { adminPages } from './pages/admin/pages';
import { cohortPages } from './pages/cohorts/pages';
import { companyPages } from './pages/company/pages';
import { decisionLinkPages } from './pages/decision-link/pages';
import { newHirePages } from './pages/new-hire/pages';
import { homePages } from './pages/home/pages';
import { inventoryPages } from './pages/inventory/pages';
import { loadNotices } from './http/load-notices';
import { isHtmxRequest } from './http/redirect';
import { onboardingPages } from './pages/onboarding/pages';
import { onboardingListPages } from './pages/onboarding-list/pages';
import type { Page, Visit } from './http/page';
import { sendPageResponse, sendProblem } from './http/send-response';
import { setupPages } from './pages/setup/pages';
import { reportPages } from './pages/reports/pages';
import { shortLinkPages } from './pages/short-links/pages';
import { signInPages } from './pages/sign-in/pages';
import { taskPages } from './pages/tasks/pages';
import { newOnboardingPages } from './pages/new-onboarding/pages';

const ALL_PAGES: readonly Page[] = [
  ...homePages,
  ...onboardingListPages,
  // Before the pages of a single onboarding: `{id}` also matches `new`.
  ...newOnboardingPages,
  ...onboardingPages,
  ...cohortPages,
  ...taskPages,
  ...absencePages,
  ...decisionLinkPages,
  ...shortLinkPages,
  ...newHirePages,
  ...inventoryPages,
  ...adminPages,
  ...setupPages,
  ...companyPages,
  ...reportPages,
  ...accountPages,
  ...signInPages,
];

const FORM_LIMIT = '1mb';
/** Allows own resources only, and forbids framing by other sites. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export const createPagesFactory =
  (deps: WebDeps): PagesFactory =>
  (parts) =>
    createPagesRouter({ ...deps, ...parts, assets: loadAssets() });

/** Serves all pages and their assets. Unmatched requests fall through unless they accept HTML. */
function createPagesRouter(context: WebContext): Router {
  const { api } = context;
  const router = Router({ caseSensitive: true });
  const middleware = [
    setSecurityHeaders,
    authenticate(api),
    limitRate(api.config.rateLimitPerMinute),
    express.urlencoded({ extended: false, limit: FORM_LIMIT }),
  ];
  router.use(compression());
  router.use(context.assets.router, createLogoRouter(api.company));
  for (const page of ALL_PAGES) {
    const [method, path] = toExpressRoute(page);
    router[method](
      path,
      setRouteName(page),
      ...middleware,
      requirePageAccess(page.name),
      keepSessionFresh(getSessionDeps(context)),
      createPageHandler(page, context),
    );
  }
  router.use(handleNotFound, createErrorHandler(context));
  return router;
}

function toExpressRoute({ name }: Page): ['get' | 'post', string] {
  const [method, path = ''] = name.split(' ');
  return [method === 'GET' ? 'get' : 'post', path.replace(/\{(\w+)\}/g, ':$1')];
}

/** Logs and metrics record the page name, never the requested URL. */
const setRouteName =
  ({ name }: Page): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = name;
    response.locals.isPage = true;
    next();
  };

const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  // `no-store`: going back in the browser must not show stale data, or anything after sign-out.
  response.set({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': 'no-store', Vary: 'HX-Request' });
  next();
};

const createPageHandler =
  (page: Page, context: WebContext): RequestHandler =>
  async (request, response) => {
    const principal = getPrincipal(response) ?? ANONYMOUS;
    const company = await context.api.company.read();
    const locale = detectLocale(request, response, company.language);
    const callApiAs = (caller: AuthenticatedPrincipal): ApiClient =>
      createApiClient(context.internalClient(caller, { request, response, locale }));
    const visit: Visit = {
      params: request.params,
      query: { ...request.query },
      form: request.body as unknown,
      principal,
      callApi: callApiAs(principal),
      callApiAs,
      locale,
      isPartial: isHtmxRequest(request),
      context,
      request,
      response,
    };
    const reply = await page.handle(visit);
    const notices = 'main' in reply ? await loadNotices(context, getPrincipal(response)) : undefined;
    sendPageResponse({ request, response, locale, company, notices, assets: context.assets }, reply);
  };

/** Renders a 404 page to browsers; leaves API clients to the next handler. */
const handleNotFound: RequestHandler = (request, response, next) => {
  const wantsHtml = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
  if (!wantsHtml || request.path.startsWith('/api/')) return void next();
  response.locals.isPage = true;
  response.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  throw new FirstdayError('not-found');
};

/** Renders errors of pages and passes on all others. */
const createErrorHandler =
  ({ api, assets }: WebContext): ErrorRequestHandler =>
  async (thrown, request, response, next) => {
    if (response.headersSent || response.locals.isPage !== true) return void next(thrown);
    const error = toFirstdayError(thrown);
    if (error.code === 'internal') logUnexpectedError(api.logger, response, thrown);
    api.securityLog.recordRefusal(request, response, error.code);
    const company = await api.company.readOrGetLast();
    const locale = detectLocale(request, response, company.language);
    sendProblem({ request, response, locale, company, assets }, error);
  };
