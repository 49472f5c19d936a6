import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../../lib/errors';
import type { Command } from '../command';

/** Users to run PostgreSQL as when we are root, since it refuses to run as root. */
const CANDIDATE_USERS = ['postgres', 'nobody'];

export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * Returns the user to run PostgreSQL as, or undefined for the current one. Only root switches users. An existing data
 * folder keeps its owner.
 * @throws StartupError when we are root and there is no other user
 */
export function chooseServerUser(dataFolder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = CANDIDATE_USERS.map(findSystemUser).find((found) => found !== undefined);
  if (user) return user;
  throw new StartupError(
    `PostgreSQL refuses to run as root, and this machine has no user ${CANDIDATE_USERS.join(' or ')} to run it as. ` +
      `Start Firstday as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

/**
 * Wraps the command to run as `user`, which must be able to reach `folders`. If a parent folder is closed to others
 * (/root, a folder of mktemp), setpriv leaves the process the one capability that traverses it.
 * @throws StartupError when a folder is out of reach and setpriv does not work
 */
export function wrapForServerUser(command: Command, user: ServerUser | undefined, folders: string[]): Command {
  if (!user) return command;
  const closedParent = folders.map((folder) => findClosedParent(folder, user)).find((parent) => parent !== undefined);
  if (!closedParent) return { ...command, ...user };
  const args = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  // With this securebit, access(2), by which PostgreSQL checks its own programs, honours the capability too.
  const capabilityArgs = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  if (!canRun('setpriv', [...args, ...capabilityArgs, 'true'])) {
    throw new StartupError(
      `PostgreSQL refuses to run as root, and another user cannot reach ${closedParent}. Start Firstday as an ordinary ` +
        `user, or keep it and DATA_DIR in a folder that everybody may enter.`,
    );
  }
  return { ...command, file: 'setpriv', args: [...args, ...capabilityArgs, '--', command.file, ...command.args] };
}

function findSystemUser(name: string): ServerUser | undefined {
  const readId = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: readId('-u'), gid: readId('-g') };
  } catch {
    return undefined;
  }
}

/** Returns the nearest parent of `folder` that this user may not enter. */
function findClosedParent(folder: string, user: ServerUser): string | undefined {
  const OTHERS_EXECUTE_BIT = 0o001;
  for (
    let parent = path.dirname(path.resolve(folder));
    parent !== path.dirname(parent);
    parent = path.dirname(parent)
  ) {
    const { mode, uid } = statSync(parent);
    if (uid !== user.uid && (mode & OTHERS_EXECUTE_BIT) === 0) return parent;
  }
  return undefined;
}

function canRun(file: string, args: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
