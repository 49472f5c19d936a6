import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium as engine, type Locator, type Page } from 'playwright-core';
import { chromium } from '../../support/chromium';
import { eventually } from '../../support/until';

const SCREENS = resolve(__dirname, '../../../artifacts/screens');
/** A loaded machine is slow: what has not come by then does not come. */
export const PATIENCE_MS = 60_000;
/** For a test that waits for many things, one after the other. */
export const STORY_MS = 240_000;
export const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** A user's machine may have no browser; CI's must. */
export const describeInBrowser = chromium() !== undefined || process.env.CI !== undefined ? describe : describe.skip;

export const launch = (): Promise<Browser> =>
  engine.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu'] });

interface Person {
  size?: keyof typeof SIZES;
  colorScheme?: 'light' | 'dark';
  javaScriptEnabled?: boolean;
  locale?: string;
}

/** A browser of somebody's own. What a page complains of, as a broken policy does, is collected in `complaints`. */
export async function openFor(
  browser: Browser,
  { size = 'desk', locale = 'en-GB', ...rest }: Person = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({ viewport: SIZES[size], locale, ...rest });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  return { page, context, complaints };
}

/** Reloads the page, as a person does to whom nothing comes by itself, until this is on it. */
export const reloadUntil = (page: Page, seen: Locator): Promise<unknown> =>
  eventually(async () => {
    await page.reload();
    return (await seen.first().isVisible()) || undefined;
  }, PATIENCE_MS);

/** Keeps a screenshot of the page as an artefact of the run. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}

/** Keeps screenshots of the page at both sizes. */
export async function screenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await screenshot(page, `${name}-${size}`);
  }
  if (before) await page.setViewportSize(before);
}

/** Whether the page can be moved sideways, which on a phone it must not. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
