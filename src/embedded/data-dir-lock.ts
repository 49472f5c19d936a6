import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../lib/errors';
import { identifyProcess, isRunning, type ProcessIdentity, processIdentitySchema } from './process-identity';

const LOCK_NAME = 'lock';

/** True if a file in DATA_DIR was created by the lock. */
export const isLockFile = (name: string): boolean => name === LOCK_NAME || name.startsWith(`${LOCK_NAME}.`);

/**
 * Locks DATA_DIR for this process. The owner is identified by pid and start time, so a killed process holds no lock.
 * @returns a function that releases the lock
 * @throws StartupError when another process holds it
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = path.join(dataDir, LOCK_NAME);
  const ownFile = `${lock}.${process.pid}`;
  writeFileSync(ownFile, JSON.stringify(identifyProcess(process.pid)), { mode: 0o600 });
  try {
    while (!tryLink(ownFile, lock)) {
      const owner = readOwner(lock);
      if (owner && isRunning(owner)) throw createFolderInUseError(dataDir, owner);
      removeStaleLock(lock, owner);
    }
  } finally {
    rmSync(ownFile, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** Creating a hard link is atomic, and fails if the target exists. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined if the lock has been removed, or its content is not ours. */
function readOwner(lock: string): ProcessIdentity | undefined {
  try {
    return processIdentitySchema.safeParse(JSON.parse(readFileSync(lock, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Only one of several starting processes can rename the stale lock. A fresh lock renamed by mistake is restored. */
function removeStaleLock(lock: string, staleOwner: ProcessIdentity | undefined): void {
  const renamedLock = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, renamedLock);
  } catch {
    return;
  }
  const owner = readOwner(renamedLock);
  if (owner && owner.startedAt !== staleOwner?.startedAt && isRunning(owner)) tryLink(renamedLock, lock);
  rmSync(renamedLock, { force: true });
}

const createFolderInUseError = (dataDir: string, { pid }: ProcessIdentity): StartupError =>
  new StartupError(
    `The data folder ${dataDir} is in use by another Firstday (process ${pid}). Stop that one, or set DATA_DIR to ` +
      `another folder to run a second platform beside it.`,
  );
