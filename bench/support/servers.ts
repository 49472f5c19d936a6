import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { sql } from 'kysely';
import { openDatabase } from '../../src/database/client';
import { allocatePortSettings } from '../../test/support/ports';
import { type Process, startProcess } from './processes';
import { COURSE, DAY_ONE, MODEL } from './request';
import { measureUsage, type Usage } from './usage';

export interface Servers {
  process: Process;
  dataDir: string;
  /** Settings for processes that use these servers. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts Temporal, PostgreSQL and the inbox as `npm run start:servers` does, in a temporary data folder. */
export async function startServers(onboardingCount: number): Promise<Servers> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firstday-bench-'));
  // Of its own: other platforms on this machine may be starting at the same time.
  const ports = await allocatePortSettings();
  const process = await startProcess('src/app/main.ts', ['servers'], { ...ports, DATA_DIR: dataDir });
  const stop = async () => {
    await process.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const settings = parseEnv(readFileSync(path.join(dataDir, 'servers.env'), 'utf8')) as Record<string, string>;
  await seedInventory(settings.DATABASE_URL ?? '', onboardingCount).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const env = { ...settings, PORT: ports.PORT, RATE_LIMIT: '1000000', LOG_LEVEL: 'warn' };
  return { process, dataDir, env, stop };
}

/** Inserts one item of equipment and one training seat per onboarding. */
async function seedInventory(url: string, onboardingCount: number): Promise<void> {
  const { database } = openDatabase(url, 1);
  await sql`insert into items (tag, model, title, price_cents, currency, state)
    select 'bench-' || n, ${MODEL}, 'Laptop', 100000, 'EUR', 'free'
    from generate_series(1, ${onboardingCount}::int) n`.execute(database);
  const session = { id: COURSE, course: COURSE, title: 'Course', time_zone: 'Europe/Berlin', place: 'Here' };
  const times = { starts_at: DAY_ONE.startsAt, ends_at: DAY_ONE.endsAt, capacity: onboardingCount };
  await database
    .insertInto('training_sessions')
    .values({ ...session, ...times })
    .execute();
  await database.destroy();
}

export const measureServersUsage = ({ process }: Servers): Record<'PostgreSQL' | 'Temporal', Usage> => ({
  PostgreSQL: measureUsage(process.pid, 'postgres'),
  Temporal: measureUsage(process.pid, 'temporal'),
});
