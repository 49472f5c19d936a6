import { StartupError } from '../lib/errors';

const OLDEST = [20, 19] as const;

/** @throws StartupError where Node is older than what package.json asks for */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StartupError(
    `This is Node ${version}, and Firstday needs ${OLDEST.join('.')} or newer. Install it (nodejs.org, or "nvm install" ` +
      `in this folder), then run "npm ci" again.`,
  );
}
