import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { SIZES } from './browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps somebody out of this page, at both sizes: rule, size, and where. */
export async function checkAccess(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    const { pathname } = new URL(page.url());
    for (const { id, nodes } of violations) found.push(`${pathname} ${size}: ${id} ${nodes[0]?.html ?? ''}`);
    const isTooWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
    );
    if (isTooWide) found.push(`${pathname} ${size}: too wide`);
  }
  return found;
}
