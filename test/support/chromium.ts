import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const INSTALL_MS = 10 * 60_000;

/** The browser that the tests of pages drive; undefined where there is none. */
export const chromium = (): string | undefined => PLACES.find((place) => place !== undefined && existsSync(place));

/** Installs Debian's browser where there is none and this process may; else the tests that need one are skipped, or fail in CI. */
export async function provideChromium(say: (message: string) => void): Promise<void> {
  if (chromium() !== undefined || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  say('Installing a browser for the tests of pages …');
  const apt = (...args: string[]) =>
    run('apt-get', args, { timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  try {
    await apt('update', '-qq');
    await apt('install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  } catch (error) {
    say(`No browser could be installed: ${String(error)}`);
  }
}
