import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { type Database, openDatabase } from '../../src/database/client';

/** Migrated database that every test database is copied from. */
export const TEMPLATE_DATABASE = 'firstday_template';

export interface TestDatabase {
  url: string;
  database: Database;
  pool: Pool;
  close(): Promise<void>;
}

/** Template of PostgreSQL itself: a database without our schema. */
export const EMPTY_DATABASE = 'template0';

/** Returns one row for each connection to this database that waits for a lock. */
export const LOCK_WAITERS_SQL = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Creates a migrated database in the PostgreSQL that Jest's global set-up started, or an empty one. */
export async function createTestDatabase(template = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_POSTGRES_URL;
  if (!serverUrl) throw new Error('TEST_POSTGRES_URL is not set: Jest’s globalSetup did not run.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAdminStatement(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { database, pool } = openDatabase(url.href, 10);
  const close = async () => {
    await database.destroy();
    await runAdminStatement(serverUrl, `drop database ${name} with (force)`);
  };
  return { url: url.href, database, pool, close };
}

async function runAdminStatement(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
