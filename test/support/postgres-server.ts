import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../src/database/client';
import { insertCompanyVersion } from '../../src/database/company';
import { prepareSchema } from '../../src/database/migrate';
import { loadSampleCompany } from '../../src/database/sample-data';
import { launch, stopChild } from '../../src/embedded/command';
import { allocatePort } from './ports';
import {
  waitForCluster,
  buildClusterUrl,
  buildSuperuserUrl,
  ensureDatabase,
  initCluster,
  buildServerCommand,
} from '../../src/embedded/postgres/cluster';
import { canHoldSocket } from '../../src/embedded/postgres/socket';
import { TEMPLATE_DATABASE } from './test-database';

/** Safe only because the whole cluster is discarded. */
const NON_DURABLE_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface TestPostgres {
  url: string;
  stop(): Promise<void>;
}

/** Starts one PostgreSQL for a Jest run, with a migrated template database that each test file copies. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const base = mkdtempSync(path.join(tmpdir(), 'firstday-test-'));
  const folder = path.join(base, 'postgres');
  let child: ChildProcess | undefined;
  const stop = async () => {
    if (child) await stopChild(child);
    rmSync(base, { recursive: true, force: true });
  };
  try {
    const port = await allocatePort();
    const passwords = { superuser: 'test', app: 'test' };
    await initCluster({ folder, passwords }, ['--no-sync']);
    const cluster = { folder, port, passwords, hasSocket: await canHoldSocket(folder, port) };
    child = launch(buildServerCommand(cluster, NON_DURABLE_SETTINGS), path.join(base, 'postgres.log'), false);
    await waitForCluster(cluster);
    await ensureDatabase(cluster, TEMPLATE_DATABASE);
    const { database } = openDatabase(buildClusterUrl(cluster, TEMPLATE_DATABASE), 1);
    await prepareTemplate(database).finally(() => database.destroy());
    return { url: buildSuperuserUrl(cluster, 'postgres'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Requests of most tests name a location of the sample company. */
async function prepareTemplate(database: Database): Promise<void> {
  await prepareSchema(database, { mayMigrate: true });
  const version = { version: 1, settings: JSON.stringify(loadSampleCompany()), created_by: 'sample' };
  await database.transaction().execute((transaction) => insertCompanyVersion(transaction, version));
}
