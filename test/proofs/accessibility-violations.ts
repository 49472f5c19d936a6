import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { isTooWide } from '../web/support/browser';

const AXE_SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Lists the violated axe rules, each with its first element, and reports a page that is wider than the screen. */
export async function findAccessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE_SOURCE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const { pathname } = new URL(page.url());
  const found = violations.map(({ id, nodes }) => `${pathname}: ${id} ${nodes[0]?.html ?? ''}`);
  return (await isTooWide(page)) ? [...found, `${pathname}: too wide`] : found;
}
