import { sql } from 'kysely';
import type { Browser, Page, Request } from 'playwright-core';
import { openDatabase } from '../../src/database/client';
import { deleteFailedAttempt, saveFailedAttempt } from '../../src/database/failed-attempts';
import { waitForValue } from '../support/wait-for-value';
import {
  describeInBrowser,
  launchBrowser,
  openPage,
  TIMEOUT_MS,
  saveScreenshots,
  LONG_TEST_TIMEOUT_MS,
} from './support/browser';
import { callApi } from './support/call-api';
import { fillRequestForm, GRACE, HANNA, openDecisionPage, submitRequestForm } from './support/page-actions';
import { type EmbeddedPlatform, startEmbeddedPlatform } from './support/embedded-platform';
import { signInByMail } from './support/inbox';
import { NetworkProxy } from './support/network-proxy';

/** Weak mobile connection: latency in ms, throughput in bytes per second. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 25_000 };
const LOST_MESSAGE = 'Connection lost.';

const isFormPost = (request: Request): boolean => request.isNavigationRequest() && request.method() === 'POST';

jest.setTimeout(LONG_TEST_TIMEOUT_MS);

describeInBrowser('on an unreliable network', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let proxy: NetworkProxy;
  let hanna: Page;
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    proxy = await NetworkProxy.start(platform.url);
    hanna = (await openPage(browser)).page;
    await signInByMail(hanna, platform, HANNA);
  });
  afterEach(() => proxy.restore());
  afterAll(async () => {
    await browser.close();
    proxy.close();
    await platform.stop();
  });

  /** Submits through the proxy as Hanna, and marks the page to detect a reload. */
  async function submitAndMarkPage(family: string): Promise<string> {
    await submitRequestForm(hanna, { ...platform, url: proxy.url }, family);
    await hanna.getByText('Manager approval: Approval requested').waitFor();
    await hanna.evaluate(() => document.body.setAttribute('data-never-reloaded', ''));
    return new URL(hanna.url()).pathname.split('/').at(-1) ?? '';
  }

  const isSamePage = (): Promise<boolean> => hanna.locator('body[data-never-reloaded]').isVisible();

  /** Approves as Grace in another session. Resolves once the view has changed. */
  async function approve(id: string): Promise<void> {
    const body = { email: GRACE, roles: ['manager'] };
    const { token } = (await callApi(platform, 'POST', '/tokens', { body })) as { token: string };
    await callApi(platform, 'POST', `/onboardings/${id}/steps/managerApproval/approve`, { body: {}, token });
    await waitForValue(async () => {
      const { status } = await callApi(platform, 'GET', `/onboardings/${id}`);
      return status === 'awaiting-approval' ? undefined : true;
    }, TIMEOUT_MS);
  }

  const outages = {
    'is cut': () => proxy.cut(),
    'ends at a proxy with nobody behind it': () => proxy.answerBadGateway(),
  };
  test.each(Object.entries(outages))(
    'the event stream %s: the page reports it, and catches up without a reload',
    async (outage, interrupt) => {
      const id = await submitAndMarkPage(outage === 'is cut' ? 'Cut' : 'Gateway');
      interrupt();
      await hanna.getByText(LOST_MESSAGE).waitFor();
      await saveScreenshots(hanna, 'cut');
      await approve(id);
      expect(await hanna.getByText('on behalf of grace@example.com').count()).toBe(0);
      proxy.restore();
      await hanna.getByText('on behalf of grace@example.com').first().waitFor();
      await hanna.getByText(LOST_MESSAGE).waitFor({ state: 'hidden' });
      expect(await isSamePage()).toBe(true);
    },
  );

  test('the stream of a closed onboarding ends without an error message', async () => {
    const id = await submitAndMarkPage('Ends');
    const events = `/api/v1/onboardings/${id}/events`;
    let streams = 0;
    hanna.on('request', (request) => (streams += request.url().endsWith(events) ? 1 : 0));
    await callApi(platform, 'POST', `/onboardings/${id}/cancel`, { body: { reason: 'The offer was withdrawn.' } });
    await hanna.locator('.badge.is-cancelled').first().waitFor();
    // This stream reconnects and then closes for good. By then, the page's own stream would have reconnected as well.
    await hanna.evaluate(
      (path) =>
        new Promise<void>((resolve) => {
          const stream = new EventSource(path);
          stream.onerror = () => stream.readyState === EventSource.CLOSED && resolve();
        }),
      events,
    );
    expect(streams).toBe(2);
    expect(await hanna.getByText(LOST_MESSAGE).isVisible()).toBe(false);
    expect(await isSamePage()).toBe(true);
  });

  test('attempts of a step that fail, and later succeed, show up and change without a reload', async () => {
    const onboardingId = await submitAndMarkPage('Retried');
    const { database } = openDatabase(platform.databaseUrl, 1);
    const key = { onboardingId, step: 'managerApproval', isUndo: false };
    await database
      .updateTable('onboardings')
      .set({ view: sql`jsonb_set(view, '{steps,0,status}', '"running"')` })
      .where('id', '=', onboardingId)
      .execute();
    const reason = { code: 'Unexpected', params: { message: 'no route to host' } };
    for (const [attempt, text] of [
      [1, 'tried once since'],
      [7, 'tried 7 times since'],
    ] as const) {
      await saveFailedAttempt(database, { ...key, attempt, reason, nextAttemptAt: new Date() });
      await hanna.getByText(text).waitFor();
      expect(await hanna.getByText('no route to host').count()).toBe(1);
    }
    await deleteFailedAttempt(database, key);
    await hanna.getByText('tried 7 times since').waitFor({ state: 'detached' });
    expect(await isSamePage()).toBe(true);
    await database.destroy();
  });

  test('after a sign-out elsewhere, the page leads to the sign-in and back', async () => {
    const id = await submitAndMarkPage('Session');
    const path = `/onboardings/${id}`;
    const { page, context } = await openPage(browser);
    await signInByMail(page, platform, GRACE);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.goto(proxy.url + path);
    await page.getByRole('heading', { name: 'Ada Session' }).waitFor();
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${platform.url}/account`);
    await elsewhere.getByRole('button', { name: 'Sign out', exact: true }).click();
    await elsewhere.getByText('You are signed out.').waitFor();
    proxy.cut();
    await page.getByText(LOST_MESSAGE).waitFor();
    proxy.restore();
    await page.getByText('This page is no longer updated').waitFor();
    await saveScreenshots(page, 'signed-out');
    expect(await page.getByText(LOST_MESSAGE).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.waitForURL(`${proxy.url}/sign-in?next=${encodeURIComponent(path)}`);
  });

  /** Opens a page on a slow network and records the paths of the forms that it sends. */
  async function openSlowPage(): Promise<{ page: Page; sent: string[] }> {
    const { page, context } = await openPage(browser, { size: 'phone' });
    await context.addCookies(await hanna.context().cookies());
    const session = await context.newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', SLOW);
    const sent: string[] = [];
    page.on('request', (request) => isFormPost(request) && sent.push(new URL(request.url()).pathname));
    return { page, sent };
  }

  /** Presses the button, and again while the form is being sent. */
  async function pressTwice(page: Page, name: string): Promise<void> {
    // Without its script, a page behaves like any browser: the second press aborts the first request and sends again.
    await page.waitForLoadState();
    const button = page.getByRole('button', { name });
    const { x, y } = await button.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    let release: () => void = () => undefined;
    const secondPress = new Promise<void>((resolve) => (release = resolve));
    await page.route('**', async (route) => {
      if (isFormPost(route.request())) await secondPress;
      await route.fallback();
    });
    const firstRequest = page.waitForRequest(isFormPost);
    await page.mouse.click(x, y);
    await firstRequest;
    await page.mouse.click(x, y);
    release();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }

  test('on a slow network pages work, and a double click submits once', async () => {
    const { page, sent } = await openSlowPage();
    await fillRequestForm(page, platform, 'Slow');
    await page.locator('#preview svg').first().waitFor();
    await pressTwice(page, 'Submit');
    await page.getByText('Submitted. The approvers').waitFor();
    await openDecisionPage(page, platform, 'Slow');
    await pressTwice(page, 'Approve');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(sent).toEqual(['/onboardings/new', expect.stringMatching(/^\/decide\//)]);
  });
});
