import type { Browser } from 'playwright-core';
import { describeInBrowser, isTooWide, launch, openFor, screenshots } from './support/browser';
import { type EmbeddedPlatform, startEmbedded } from './support/embedded';
import { signInByMail } from './support/inbox';

describeInBrowser('in a browser, on the embedded platform', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbedded(), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  test('the administrator signs in by the link in the development inbox', async () => {
    const { page, complaints } = await openFor(browser);
    await page.goto(`${platform.url}/sign-in`);
    await screenshots(page, 'sign-in');
    await signInByMail(page, platform, 'admin@firstday.example');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await isTooWide(page)).toBe(false);
    expect(complaints).toEqual([]);
  });
});
