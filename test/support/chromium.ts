import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const runCommand = promisify(execFile);
const CANDIDATE_PATHS = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** Returns the browser for page tests; undefined if none is installed. */
export const findChromium = (): string | undefined =>
  CANDIDATE_PATHS.find((place) => place !== undefined && existsSync(place));

/** Installs Debian's Chromium if run as root. Without a browser, page tests are skipped, or fail in CI. */
export async function installChromiumIfMissing(print: (message: string) => void): Promise<void> {
  if (findChromium() !== undefined || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  print('Installing a browser for the tests of pages …');
  const apt = (...args: string[]) =>
    runCommand('apt-get', args, {
      timeout: INSTALL_TIMEOUT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    await apt('update', '-qq');
    await apt('install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  } catch (error) {
    print(`No browser could be installed: ${String(error)}`);
  }
}
