import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium as engine, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../support/chromium';
import { waitForValue } from '../../support/wait-for-value';

const SCREENS = resolve(__dirname, '../../../artifacts/screens');
/** Generous, because a loaded machine is slow. */
export const TIMEOUT_MS = 60_000;
/** For tests with many waits in sequence. */
export const LONG_TEST_TIMEOUT_MS = 240_000;
export const VIEWPORTS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** Skips where no browser is installed. CI must have one. */
export const describeInBrowser =
  findChromium() !== undefined || process.env.CI !== undefined ? describe : describe.skip;

export const launchBrowser = (): Promise<Browser> =>
  engine.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });

interface BrowserOptions {
  size?: keyof typeof VIEWPORTS;
  colorScheme?: 'light' | 'dark';
  javaScriptEnabled?: boolean;
  locale?: string;
}

/** Opens a page in its own context. Console and page errors, such as policy violations, go to `complaints`. */
export async function openPage(
  browser: Browser,
  { size = 'desk', locale = 'en-GB', ...rest }: BrowserOptions = {},
): Promise<{ page: Page; context: BrowserContext; pageErrors: string[] }> {
  const context = await browser.newContext({ viewport: VIEWPORTS[size], locale, ...rest });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  const pageErrors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
  page.on('pageerror', ({ message }) => pageErrors.push(message));
  return { page, context, pageErrors };
}

/** Reloads the page until the locator is visible, for pages without live updates. */
export const reloadUntil = (page: Page, locator: Locator): Promise<unknown> =>
  waitForValue(async () => {
    await page.reload();
    return (await locator.first().isVisible()) || undefined;
  }, TIMEOUT_MS);

export async function saveScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}

/** Saves one screenshot per viewport. */
export async function saveScreenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    await saveScreenshot(page, `${name}-${size}`);
  }
  if (before) await page.setViewportSize(before);
}

/** True if the page scrolls sideways, which it must not do on a phone. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
