import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../lib/errors';
import { identityOf, isRunning, type ProcessIdentity, processIdentitySchema } from './process-identity';

const NAME = 'lock';

/** Whether a file in DATA_DIR is of the lock's making. */
export const isLockFile = (name: string): boolean => name === NAME || name.startsWith(`${NAME}.`);

/**
 * Takes DATA_DIR for this process alone. The owner is known by pid and start time, so a killed one holds nothing.
 * @returns what gives it back
 * @throws StartupError where another process has it
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = path.join(dataDir, NAME);
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    while (!linked(mine, lock)) {
      const owner = ownerOf(lock);
      if (owner && isRunning(owner)) throw taken(dataDir, owner);
      setAside(lock, owner);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** A link appears whole or not at all, and only where there is none. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where the lock is gone again, or is not one that we could have written. */
function ownerOf(lock: string): ProcessIdentity | undefined {
  try {
    return processIdentitySchema.safeParse(JSON.parse(readFileSync(lock, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Only one of several starters can rename the stale lock; a fresh one renamed by mistake is put back. */
function setAside(lock: string, stale: ProcessIdentity | undefined): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const found = ownerOf(aside);
  if (found && found.startedAt !== stale?.startedAt && isRunning(found)) linked(aside, lock);
  rmSync(aside, { force: true });
}

const taken = (dataDir: string, { pid }: ProcessIdentity): StartupError =>
  new StartupError(
    `The data folder ${dataDir} is in use by another Firstday (process ${pid}). Stop that one, or set DATA_DIR to ` +
      `another folder to run a second platform beside it.`,
  );
