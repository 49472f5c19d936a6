import type { Browser, Locator, Page } from 'playwright-core';
import {
  describeInBrowser,
  isTooWide,
  launchBrowser,
  openPage,
  reloadUntil,
  VIEWPORTS,
  LONG_TEST_TIMEOUT_MS,
} from './support/browser';
import {
  approveByMail,
  fillRequestForm,
  HANNA,
  getDateInDays,
  IVO,
  openDecisionPage,
  submitRequestForm,
} from './support/page-actions';
import { type EmbeddedPlatform, startEmbeddedPlatform } from './support/embedded-platform';
import { openMail, signInByMail } from './support/inbox';

const REMOTE = { address: 'Lighthouse 1, 18609 Binz', remote: 'yes', startDate: getDateInDays(3) };

jest.setTimeout(LONG_TEST_TIMEOUT_MS);

describeInBrowser('on a phone without scripts', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let hanna: Page;
  let ivo: Page;
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    hanna = await openPersonPage();
    await signInByMail(hanna, platform, HANNA);
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  const openPersonPage = async (): Promise<Page> =>
    (await openPage(browser, { size: 'phone', javaScriptEnabled: false })).page;

  test('the whole menu is visible without scrolling sideways', async () => {
    await hanna.goto(`${platform.url}/tasks`);
    for (const language of ['en', 'de']) {
      if (language === 'de') await hanna.getByRole('button', { name: 'Deutsch' }).click();
      await hanna.locator(`html[lang=${language}]`).waitFor();
      const nav = hanna.locator('header nav');
      expect(await nav.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      const links = await nav.getByRole('link').all();
      expect(links.length).toBeGreaterThan(5);
      for (const link of links) await expectInSight(link);
      expect(await isTooWide(hanna)).toBe(false);
    }
    await hanna.getByRole('button', { name: 'English' }).click();
  });

  async function expectInSight(link: Locator): Promise<void> {
    const { x = -1, width = 0 } = (await link.boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(VIEWPORTS.phone.width);
  }

  test('HR previews, gets errors and submits without losing input', async () => {
    await fillRequestForm(hanna, platform, 'Byron');
    await hanna.getByLabel('Equipment').fill('laptop-1');
    await hanna.getByRole('button', { name: 'Submit' }).click();
    await hanna.getByText('Not submitted.').waitFor();
    expect(await hanna.getByLabel('Last name').inputValue()).toBe('Byron');
    await hanna.getByLabel('Equipment').fill('laptop-14');
    await hanna.getByRole('button', { name: 'Preview' }).click();
    await hanna.locator('#preview svg').first().waitFor();
    expect(await isTooWide(hanna)).toBe(false);
    await hanna.getByRole('button', { name: 'Submit' }).click();
    await hanna.getByText('Submitted. The approvers').waitFor();
    await hanna.getByRole('heading', { name: 'Ada Byron' }).waitFor();
  });

  test('a manager declines with a reason, by mail', async () => {
    const grace = await openPersonPage();
    await openDecisionPage(grace, platform, 'Byron');
    await grace.getByText('Decline', { exact: true }).first().click();
    await grace.getByLabel('Reason').fill('The position is not open any more.');
    await grace.getByRole('button', { name: 'Decline' }).click();
    await grace.getByRole('heading', { name: 'Thank you' }).waitFor();
    await reloadUntil(hanna, hanna.getByText('The position is not open any more.'));
    await reloadUntil(hanna, hanna.getByText('Declined', { exact: true }).first());
  });

  test('a manager approves by mail, and IT completes its task', async () => {
    await submitRequestForm(hanna, platform, 'Hopper', REMOTE);
    await approveByMail(await openPersonPage(), platform, 'Hopper');
    ivo = await openPersonPage();
    await signInByMail(ivo, platform, IVO);
    await openMail(ivo, platform.inboxUrl, IVO, /Task assigned.*Hopper/);
    await ivo.goto(`${platform.url}/tasks`);
    await ivo.getByRole('link', { name: 'Ship equipment' }).click();
    await ivo.getByLabel('Tracking number').fill('Z-4711');
    await ivo.getByRole('button', { name: 'Mark as done' }).click();
    await ivo.getByText('Completed. Thank you.').waitFor();
    await reloadUntil(hanna, hanna.getByText('by ivo@example.com'));
  });

  test('rescheduling: preview, then done', async () => {
    await hanna.getByRole('link', { name: 'Change start date' }).click();
    await hanna.getByLabel('New start date').fill(getDateInDays(30));
    await hanna.getByRole('button', { name: 'Preview changes' }).click();
    await hanna.getByRole('columnheader', { name: 'After' }).waitFor({ state: 'attached' });
    await hanna.getByRole('button', { name: /^Change start date to/ }).click();
    await hanna.getByText('The start date was changed').waitFor();
  });

  test('cancelling lists the holdings first, and releases them', async () => {
    await reloadUntil(hanna, hanna.getByText('laptop-14 L14-'));
    await hanna.getByRole('link', { name: 'Cancel' }).click();
    await hanna.getByText('laptop-14 L14-').waitFor();
    await hanna.getByLabel('Reason').fill('The offer was withdrawn.');
    await hanna.getByRole('button', { name: 'Cancel onboarding' }).click();
    await hanna.getByText('The onboarding is being rolled back.').waitFor();
    await ivo.goto(`${platform.url}/tasks`);
    await reloadUntil(ivo, ivo.getByText('Return'));
    await ivo
      .getByRole('row', { name: /Return/ })
      .getByRole('link')
      .click();
    await ivo.getByText('Stop the parcel or have it collected').waitFor();
    await ivo.getByRole('button', { name: 'Mark as done' }).click();
    await ivo.getByText('Completed. Thank you.').waitFor();
    await reloadUntil(hanna, hanna.getByText('Nothing provisioned.'));
    await reloadUntil(hanna, hanna.getByText('Cancelled', { exact: true }));
  });
});
