import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StartupError } from '../lib/errors';
import { isLockFile, lockDataDir } from './data-dir-lock';
import { POSTGRES_MAJOR } from './postgres/binaries';

const FORMAT = 1;
const STATE_FILE = 'firstday.json';
const SECRET_BYTES = 32;

const portsSchema = z.partialRecord(z.enum(['postgres', 'temporal', 'temporalUi', 'smtp', 'inbox']), z.number().int());
const stateSchema = z.object({
  format: z.literal(FORMAT),
  postgresMajor: z.string(),
  ports: portsSchema,
  secrets: z.object({
    adminToken: z.string(),
    postgresSuperuserPassword: z.string(),
    postgresPassword: z.string(),
    sealingKey: z.string(),
  }),
  /** Sample data is loaded once in the lifetime of a data folder. */
  samplesLoaded: z.boolean(),
  /** Last URL of the API, read by the command line on this machine. */
  url: z.string().optional(),
});

export type DataDirState = z.infer<typeof stateSchema>;
export type Ports = z.infer<typeof portsSchema>;
export type PortName = keyof Ports;

/** The folder that holds all data of an embedded platform, locked by this process. */
export class DataDir {
  private constructor(
    readonly root: string,
    private current: DataDirState,
    /** Releases the lock on the folder. */
    readonly release: () => void,
  ) {}

  /**
   * Locks the folder, creating it if missing.
   * @throws StartupError when it is in use, not ours, damaged, or of another version
   */
  static open(folder: string): DataDir {
    const root = path.resolve(folder);
    makeFolder(root);
    const release = lockDataDir(root);
    try {
      const dataDir = new DataDir(root, readState(root), release);
      dataDir.update({});
      ['logs', 'temporal', 'inbox'].forEach((name) =>
        mkdirSync(dataDir.resolvePath(name), { recursive: true, mode: 0o700 }),
      );
      return dataDir;
    } catch (error) {
      release();
      throw error;
    }
  }

  get state(): DataDirState {
    return this.current;
  }

  /** Persists a change across restarts. Atomic: after a kill the file holds the old or the new state. */
  update(change: Partial<DataDirState>): void {
    this.current = { ...this.current, ...change };
    const file = this.resolvePath(STATE_FILE);
    writeFileSync(`${file}.new`, `${JSON.stringify(this.current, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  resolvePath(...names: string[]): string {
    return path.join(this.root, ...names);
  }
}

function makeFolder(root: string): void {
  try {
    makeFolderLevels(root);
  } catch (error) {
    throw new StartupError(
      `The data folder ${root} cannot be made (${(error as Error).message}). Set DATA_DIR to a folder that you may write.`,
    );
  }
}

/**
 * Creates one level at a time: on a file system that can hold no folder, such as /proc, Node's own recursive mkdir
 * never returns.
 */
function makeFolderLevels(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolderLevels(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function readState(root: string): DataDirState {
  const file = path.join(root, STATE_FILE);
  if (!existsSync(file)) return createInitialState(root);
  const state = parseState(readFileSync(file, 'utf8'));
  if (!state) {
    throw new StartupError(
      `The data folder ${root} is damaged, or of another version of Firstday: ${STATE_FILE} in it cannot be ` +
        `understood. Restore the folder from a backup, or set DATA_DIR to an empty folder to begin anew.`,
    );
  }
  if (state.postgresMajor !== POSTGRES_MAJOR) {
    throw new StartupError(
      `The data folder ${root} holds data of PostgreSQL ${state.postgresMajor}, and this is PostgreSQL ` +
        `${POSTGRES_MAJOR}. Start the version of Firstday that wrote it and move the data with pg_dump, or set ` +
        `DATA_DIR to an empty folder to begin anew.`,
    );
  }
  return state;
}

function parseState(text: string): DataDirState | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function createInitialState(root: string): DataDirState {
  const foreignFile = readdirSync(root).find((name) => !isLockFile(name) && name !== `${STATE_FILE}.new`);
  if (foreignFile !== undefined) {
    throw new StartupError(
      `The data folder ${root} holds files that are not Firstday's (${foreignFile}, and no ${STATE_FILE}). Set DATA_DIR ` +
        `to an empty folder, or to one that does not exist yet.`,
    );
  }
  const generateSecret = (encoding: 'base64' | 'base64url') => randomBytes(SECRET_BYTES).toString(encoding);
  const secrets = {
    adminToken: generateSecret('base64url'),
    postgresSuperuserPassword: generateSecret('base64url'),
    postgresPassword: generateSecret('base64url'),
    sealingKey: generateSecret('base64'),
  };
  return { format: FORMAT, postgresMajor: POSTGRES_MAJOR, ports: {}, secrets, samplesLoaded: false };
}
