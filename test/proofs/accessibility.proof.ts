import type { Browser, Page } from 'playwright-core';
import { PAGES, type PageName } from '../../src/web/access';
import { violationsOn } from './axe';
import { SIZES } from './sizes';
import { describeInBrowser, launch, openFor, screenshot, STORY_MS } from '../web/support/browser';
import { callApi } from '../web/support/call-api';
import { approveByMail, GRACE, HANNA, submit } from '../web/support/clicks';
import { type EmbeddedPlatform, startEmbedded } from '../web/support/embedded';
import { openMail, signInByMail } from '../web/support/inbox';

const ADMIN = 'admin@firstday.example';
const FAMILY = 'Noether';
const HOOK = 'https://hooks.example.com/a-long-address-that-has-to-be-broken-somewhere/on-a-phone';
/** Parts of pages, files, and what only leads on. */
const NO_PAGES: readonly PageName[] = [
  'GET /',
  'GET /onboardings/{id}/live',
  'GET /onboardings/new/people',
  'GET /onboardings/new/models',
  'GET /onboardings/new/courses',
  'GET /cohorts/{id}/live',
  'GET /cohorts/template',
  'GET /inventory/template',
  'GET /reports.csv',
  'GET /sign-in/oidc',
  'GET /sign-in/oidc/callback',
];
const WHOLE = (Object.keys(PAGES) as PageName[]).filter((page) => page.startsWith('GET') && !NO_PAGES.includes(page));

interface View {
  size: 'desk' | 'phone';
  colorScheme: 'light' | 'dark';
}

const ALL_VIEWS: readonly View[] = [
  { size: 'desk', colorScheme: 'light' },
  { size: 'phone', colorScheme: 'dark' },
  { size: 'desk', colorScheme: 'dark' },
  { size: 'phone', colorScheme: 'light' },
];
/** Lists the views in which the page at this index is checked: all in a full run, else one, by the seed. */
const viewsOf = (index: number): readonly View[] => {
  const chosen = (index + SIZES.seed) % ALL_VIEWS.length;
  return SIZES.everyView ? ALL_VIEWS : ALL_VIEWS.slice(chosen, chosen + 1);
};
const LIMIT_MS = 600_000;

jest.setTimeout(STORY_MS);

describeInBrowser('every page is for everybody', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let administrator: Page;
  let paths: string[];
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbedded(), launch()]);
    administrator = (await openFor(browser)).page;
    await signInByMail(administrator, platform, ADMIN);
    paths = await addresses();
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  /** Each page about something that is there: a contractor who is asked to agree, a cohort, links out of mails. */
  async function addresses(): Promise<string[]> {
    await submit(administrator, platform, FAMILY, { employmentType: 'contractor', equipment: '' });
    const id = new URL(administrator.url()).pathname.split('/').at(-1) ?? '';
    const decide = await linkIn(GRACE, /Please decide/);
    const reader = (await openFor(browser)).page;
    await approveByMail(reader, platform, FAMILY);
    const [, , token = '', step = ''] = (await linkIn(`ada.${FAMILY.toLowerCase()}@example.org`, /Agree/)).split('/');
    const row = (await callApi(platform, 'GET', `/onboardings/${id}`)).request as { employee: object };
    const { id: cohort } = await callApi(platform, 'POST', '/cohorts', {
      body: { rows: [{ ...row, employee: { ...row.employee, personalEmail: 'emmy@example.org' } }] },
    });
    await reader.goto(`${platform.url}/sign-in`);
    await reader.getByLabel('Work e-mail address').fill(HANNA);
    await reader.getByRole('button', { name: 'Send me a link' }).click();
    const secret = (await linkIn(HANNA, /sign in/)).split('/').at(-1) ?? '';
    const { id: webhook } = await callApi(platform, 'POST', '/webhooks', { body: { url: HOOK } });
    await callApi(platform, 'POST', `/webhooks/${String(webhook)}/test`);
    const values: Record<string, string> = { id, step, token, secret, name: 'standard', email: GRACE };
    return WHOLE.map((page) => {
      if (page === 'GET /decide/{token}') return decide;
      const path = page
        .replace('GET ', '')
        .replace('/cohorts/{id}', `/cohorts/${String(cohort)}`)
        .replace('/webhooks/{id}', `/webhooks/${String(webhook)}`);
      return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    });
  }

  /** The address that a mail leads to. */
  async function linkIn(to: string, subject: RegExp): Promise<string> {
    const { page, context } = await openFor(browser);
    await openMail(page, platform.inbox, to, subject);
    const href = await page.locator(`a[href^="${platform.url}/"]`).first().getAttribute('href');
    await context.close();
    return new URL(href ?? '').pathname;
  }

  test(
    'no page violates a rule of accessibility, nor is wider than its screen',
    async () => {
      const found: string[] = [];
      for (const [index, path] of [...paths, '/nowhere'].entries())
        for (const view of viewsOf(index)) found.push(...(await check(path, view)));
      expect(found).toEqual([]);
    },
    LIMIT_MS,
  );

  async function check(path: string, { size, colorScheme }: View): Promise<string[]> {
    const { page, context } = await openFor(browser, { size, colorScheme });
    await context.addCookies(await administrator.context().cookies());
    const response = await page.goto(platform.url + path);
    const status = response?.status() ?? 0;
    const found = status === (path === '/nowhere' ? 404 : 200) ? [] : [`${path}: ${String(status)}`];
    found.push(...(await violationsOn(page)).map((violation) => `${size} ${colorScheme} ${violation}`));
    await screenshot(page, `${nameOf(path)}-${size}-${colorScheme}`);
    await context.close();
    return found;
  }
});

/** What a page is called among the screenshots: its address, with `one` for what stands for one thing. */
const nameOf = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^[a-z-]{1,30}$/.test(part) ? part : 'one'))
    .join('-');
