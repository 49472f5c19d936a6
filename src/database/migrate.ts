import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { StartupError } from '../lib/errors';
import type { Database } from './client';
import * as initial from './migrations/001-initial';

/**
 * Kysely runs migrations in the order of their names. Each one that is released stays as it is, and updates the row of
 * `schema_version`.
 */
const MIGRATIONS: Record<string, Migration> = { '001-initial': initial };

/**
 * Version of the schema that this code expects. Raised with each migration, and until the first release also with a
 * change of 001-initial that older programs do not work with.
 */
export const SCHEMA_VERSION = 3;

const LOCK_TIMEOUT_MS = 2_000;
const RETRY_PAUSE_MS = 1_000;
const MAX_ATTEMPTS = 30;
const LOCK_NOT_AVAILABLE = '55P03';
const UNDEFINED_TABLE = '42P01';

export interface MigrationOptions {
  /** False for a process that must not change the schema. */
  mayMigrate: boolean;
  lockTimeoutMs?: number;
  /** Called before each further attempt. */
  onLocked?: () => void;
}

/**
 * Makes sure that this code fits the schema, and brings the schema up to date if it may. A newer schema is left as it is:
 * during a rolling upgrade, processes of the previous version start with it.
 * @throws StartupError if the schema is too new, too old and must not be changed, or locked for a minute
 */
export async function prepareSchema(database: Database, options: MigrationOptions): Promise<void> {
  const schema = await readSchemaVersion(database);
  if (schema !== undefined && schema.version >= SCHEMA_VERSION) {
    requireCompatible(schema);
    return;
  }
  if (!options.mayMigrate) throw createOutdatedError(schema?.version ?? 0);
  await migrateWithRetry(database, options);
  const { version } = (await readSchemaVersion(database)) ?? { version: 0 };
  if (version < SCHEMA_VERSION) throw createUnreleasedError(version);
}

interface SchemaVersion {
  version: number;
  /** Oldest version of the code that still works with this schema. */
  compatible_from: number;
}

async function readSchemaVersion(database: Database): Promise<SchemaVersion | undefined> {
  try {
    const { rows } = await sql<SchemaVersion>`select version, compatible_from from schema_version`.execute(database);
    return rows[0];
  } catch (error) {
    if (getSqlState(error) === UNDEFINED_TABLE) return undefined;
    throw error;
  }
}

function requireCompatible({ version, compatible_from }: SchemaVersion): void {
  if (compatible_from <= SCHEMA_VERSION) return;
  throw new StartupError(
    `The database has schema ${version}, which works with programs of schema ${compatible_from} or newer; this program ` +
      `is of schema ${SCHEMA_VERSION}. Start a newer version of Firstday.`,
  );
}

const createOutdatedError = (version: number): StartupError =>
  new StartupError(
    `The database has schema ${version}, and this program needs ${SCHEMA_VERSION}. Run "npm run migrate" with the rights ` +
      'to change the schema, then start again; or leave out MIGRATE=none.',
  );

/** Kysely does not repeat a migration that was edited after it ran. */
const createUnreleasedError = (version: number): StartupError =>
  new StartupError(
    `The database has schema ${version} of a version that was never released, and this program needs ${SCHEMA_VERSION}. ` +
      'Start with an empty database, or with another DATA_DIR.',
  );

/** Gives up a lock quickly and tries again: every query would queue behind a migration that waits for one. */
async function migrateWithRetry(
  database: Database,
  { lockTimeoutMs = LOCK_TIMEOUT_MS, onLocked }: MigrationOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const error = await migrateOnce(database, lockTimeoutMs);
    if (error === undefined) return;
    if (getSqlState(error) !== LOCK_NOT_AVAILABLE)
      throw error instanceof Error ? error : new Error('The database schema could not be brought up to date.');
    if (attempt === MAX_ATTEMPTS) throw createLockedError();
    onLocked?.();
    await sleep(RETRY_PAUSE_MS);
  }
}

const createLockedError = (): StartupError =>
  new StartupError(
    'The database schema could not be changed: another session holds a lock. Look for long transactions in ' +
      'pg_stat_activity, end them, and start again.',
  );

/** Several processes may call it at once, since Kysely takes a lock. */
async function migrateOnce(database: Database, lockTimeoutMs: number): Promise<unknown> {
  return database.connection().execute(async (connection) => {
    await sql.raw(`set lock_timeout = ${lockTimeoutMs}`).execute(connection);
    const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
    const { error } = await new Migrator({ db: connection as Kysely<unknown>, provider }).migrateToLatest();
    return error;
  });
}

const getSqlState = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;
