import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../lib/errors';
import { identifyProcess, isRunning, type ProcessIdentity, processIdentitySchema } from './process-identity';

const LOCK_NAME = 'lock';

/** Whether a file in DATA_DIR is of the lock's making. */
export const isLockFile = (name: string): boolean => name === LOCK_NAME || name.startsWith(`${LOCK_NAME}.`);

/**
 * Takes DATA_DIR for this process alone. The owner is known by pid and start time, so a killed one holds nothing.
 * @returns what gives it back
 * @throws StartupError where another process has it
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = path.join(dataDir, LOCK_NAME);
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identifyProcess(process.pid)), { mode: 0o600 });
  try {
    while (!tryLink(mine, lock)) {
      const owner = readOwner(lock);
      if (owner && isRunning(owner)) throw createFolderInUseError(dataDir, owner);
      removeStaleLock(lock, owner);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** A link appears whole or not at all, and only where there is none. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where the lock is gone again, or is not one that we could have written. */
function readOwner(lock: string): ProcessIdentity | undefined {
  try {
    return processIdentitySchema.safeParse(JSON.parse(readFileSync(lock, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Only one of several starters can rename the stale lock; a fresh one renamed by mistake is put back. */
function removeStaleLock(lock: string, stale: ProcessIdentity | undefined): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const found = readOwner(aside);
  if (found && found.startedAt !== stale?.startedAt && isRunning(found)) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

const createFolderInUseError = (dataDir: string, { pid }: ProcessIdentity): StartupError =>
  new StartupError(
    `The data folder ${dataDir} is in use by another Firstday (process ${pid}). Stop that one, or set DATA_DIR to ` +
      `another folder to run a second platform beside it.`,
  );
