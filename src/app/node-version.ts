import { StartupError } from '../lib/errors';

const MINIMUM_VERSION = [20, 19] as const;

/** @throws StartupError if Node is older than `engines` in package.json requires */
export function requireNodeVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM_VERSION[0] || (major === MINIMUM_VERSION[0] && minor >= MINIMUM_VERSION[1])) return;
  throw new StartupError(
    `This is Node ${version}, and Firstday needs ${MINIMUM_VERSION.join('.')} or newer. Install it (nodejs.org, or "nvm install" ` +
      `in this folder), then run "npm ci" again.`,
  );
}
