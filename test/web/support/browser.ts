import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium as engine, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../support/chromium';
import { waitForValue } from '../../support/wait-for-value';

const SCREENS = resolve(__dirname, '../../../artifacts/screens');
/** A loaded machine is slow: what has not come by then does not come. */
export const TIMEOUT_MS = 60_000;
/** For a test that waits for many things, one after the other. */
export const LONG_TEST_TIMEOUT_MS = 240_000;
export const VIEWPORTS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** A user's machine may have no browser; CI's must. */
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

/** A browser of somebody's own. What a page complains of, as a broken policy does, is collected in `complaints`. */
export async function openPage(
  browser: Browser,
  { size = 'desk', locale = 'en-GB', ...rest }: BrowserOptions = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({ viewport: VIEWPORTS[size], locale, ...rest });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  return { page, context, complaints };
}

/** Reloads the page, as a person does to whom nothing comes by itself, until this is on it. */
export const reloadUntil = (page: Page, seen: Locator): Promise<unknown> =>
  waitForValue(async () => {
    await page.reload();
    return (await seen.first().isVisible()) || undefined;
  }, TIMEOUT_MS);

/** Keeps a screenshot of the page as an artefact of the run. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}

/** Keeps screenshots of the page at both sizes. */
export async function saveScreenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    await saveScreenshot(page, `${name}-${size}`);
  }
  if (before) await page.setViewportSize(before);
}

/** Whether the page can be moved sideways, which on a phone it must not. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
