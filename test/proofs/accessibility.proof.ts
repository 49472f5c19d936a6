import type { Browser, Page } from 'playwright-core';
import { PAGE_ACCESS, type PageName } from '../../src/web/access';
import { findAccessibilityViolations } from './accessibility-violations';
import { SIZES } from './sizes';
import {
  describeInBrowser,
  launchBrowser,
  openPage,
  saveScreenshot,
  LONG_TEST_TIMEOUT_MS,
} from '../web/support/browser';
import { callApi } from '../web/support/call-api';
import { approveByMail, GRACE, HANNA, submitRequestForm } from '../web/support/page-actions';
import { type EmbeddedPlatform, startEmbeddedPlatform } from '../web/support/embedded-platform';
import { openMail, signInByMail } from '../web/support/inbox';

const ADMIN = 'admin@firstday.example';
const FAMILY = 'Noether';
const HOOK = 'https://hooks.example.com/a-long-address-that-has-to-be-broken-somewhere/on-a-phone';
/** Page fragments, files and redirects. */
const EXCLUDED_PAGES: readonly PageName[] = [
  'GET /',
  'GET /onboardings/{id}/live',
  'GET /onboardings/new/people',
  'GET /onboardings/new/models',
  'GET /onboardings/new/courses',
  'GET /cohorts/{id}/live',
  'GET /cohorts/template',
  'GET /inventory/template',
  'GET /admin/people/template',
  'GET /reports.csv',
  'GET /o/{code}',
  'GET /o/{code}/amend',
  'GET /t/{code}/{step}',
  'GET /sign-in/oidc',
  'GET /sign-in/oidc/callback',
];
const CHECKED_PAGES = (Object.keys(PAGE_ACCESS) as PageName[]).filter(
  (page) => page.startsWith('GET') && !EXCLUDED_PAGES.includes(page),
);

interface ViewMode {
  size: 'desk' | 'phone';
  colorScheme: 'light' | 'dark';
}

const ALL_VIEWS: readonly ViewMode[] = [
  { size: 'desk', colorScheme: 'light' },
  { size: 'phone', colorScheme: 'dark' },
  { size: 'desk', colorScheme: 'dark' },
  { size: 'phone', colorScheme: 'light' },
];
/** Returns all views in a full run, otherwise one, selected by page index and seed. */
const selectViewModes = (index: number): readonly ViewMode[] => {
  const offset = (index + SIZES.seed) % ALL_VIEWS.length;
  return SIZES.everyView ? ALL_VIEWS : ALL_VIEWS.slice(offset, offset + 1);
};
const TIMEOUT_MS = 600_000;

jest.setTimeout(LONG_TEST_TIMEOUT_MS);

describeInBrowser('every page is accessible', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let administrator: Page;
  let paths: string[];
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    administrator = (await openPage(browser)).page;
    await signInByMail(administrator, platform, ADMIN);
    paths = await collectPaths();
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  /** Creates data for the path parameters: a contractor with an open agreement, a cohort, mail links, a webhook. */
  async function collectPaths(): Promise<string[]> {
    await submitRequestForm(administrator, platform, FAMILY, { employmentType: 'contractor', equipment: '' });
    const id = new URL(administrator.url()).pathname.split('/').at(-1) ?? '';
    const decisionPath = await findMailLink(GRACE, /Approval needed/);
    const reader = (await openPage(browser)).page;
    await approveByMail(reader, platform, FAMILY);
    const taskPath = await findMailLink(`ada.${FAMILY.toLowerCase()}@example.org`, /Accept contractor terms/);
    const [, , token = '', step = ''] = taskPath.split('/');
    const request = (await callApi(platform, 'GET', `/onboardings/${id}`)).request as { employee: object };
    const { id: cohort } = await callApi(platform, 'POST', '/cohorts', {
      body: { rows: [{ ...request, employee: { ...request.employee, personalEmail: 'emmy@example.org' } }] },
    });
    await reader.goto(`${platform.url}/sign-in`);
    await reader.getByLabel('Work e-mail address').fill(HANNA);
    await reader.getByRole('button', { name: 'Send sign-in link' }).click();
    const secret = (await findMailLink(HANNA, /sign-in link/)).split('/').at(-1) ?? '';
    const { items: sessions } = await callApi(platform, 'GET', '/trainings');
    const [session] = sessions as { id: string }[];
    const { id: webhook } = await callApi(platform, 'POST', '/webhooks', { body: { url: HOOK } });
    await callApi(platform, 'POST', `/webhooks/${String(webhook)}/test`);
    const values: Record<string, string> = {
      id,
      step,
      token,
      secret,
      name: 'standard',
      email: GRACE,
      code: 'berlin',
      version: '1',
    };
    return CHECKED_PAGES.map((page) => {
      if (page === 'GET /decide/{token}') return decisionPath;
      const path = page
        .replace('GET ', '')
        .replace('/cohorts/{id}', `/cohorts/${String(cohort)}`)
        .replace('/webhooks/{id}', `/webhooks/${String(webhook)}`)
        .replace('/systems/{code}', '/systems/email')
        .replace('/profiles/{code}', '/profiles/sales')
        .replace('/trainings/{id}', `/trainings/${String(session?.id)}`);
      return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    });
  }

  /** Returns the path of the first link to the platform in a mail. */
  async function findMailLink(to: string, subject: RegExp): Promise<string> {
    const { page, context } = await openPage(browser);
    await openMail(page, platform.inboxUrl, to, subject);
    const href = await page.locator(`a[href^="${platform.url}/"]`).first().getAttribute('href');
    await context.close();
    return new URL(href ?? '').pathname;
  }

  test(
    'no page violates an axe rule or is wider than its screen',
    async () => {
      const found: string[] = [];
      for (const [index, path] of [...paths, '/nowhere'].entries())
        for (const view of selectViewModes(index)) found.push(...(await checkPage(path, view)));
      expect(found).toEqual([]);
    },
    TIMEOUT_MS,
  );

  async function checkPage(path: string, { size, colorScheme }: ViewMode): Promise<string[]> {
    const { page, context } = await openPage(browser, { size, colorScheme });
    await context.addCookies(await administrator.context().cookies());
    const response = await page.goto(platform.url + path);
    const status = response?.status() ?? 0;
    const found = status === (path === '/nowhere' ? 404 : 200) ? [] : [`${path}: ${String(status)}`];
    found.push(...(await findAccessibilityViolations(page)).map((violation) => `${size} ${colorScheme} ${violation}`));
    await saveScreenshot(page, `${toScreenshotName(path)}-${size}-${colorScheme}`);
    await context.close();
    return found;
  }
});

/** Joins the parts of the path; ids and tokens become `one`. */
const toScreenshotName = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^[a-z-]{1,30}$/.test(part) ? part : 'one'))
    .join('-');
