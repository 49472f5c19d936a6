import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { type Database, openDatabase } from '../../../src/database/client';
import { createTemporalClient } from '../../../src/temporal/connection';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { prepareCompany } from './company';
import type { Participants } from './lifecycles';
import type { SeededRandom } from './seeded-random';
import { type ProcessMode, KillablePlatform } from './killable-platform';

/** Platform under test, its participants, and the harness's connections to its servers. */
export interface KillTestContext {
  platform: KillablePlatform;
  participants: Participants;
  database: Database;
  client: Client;
}

interface KillTestOptions {
  mode: ProcessMode;
  random: SeededRandom;
  env?: NodeJS.ProcessEnv;
}

/** Runs a test on a new platform. Keeps its data folder and prints the path if the test fails or finds violations. */
export async function withKillablePlatform<Outcome extends { violations: string[] }>(
  { mode, random, env }: KillTestOptions,
  run: (context: KillTestContext) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-kills-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  let isSuccessful = false;
  const platform = await KillablePlatform.start(mode, dataDir, env);
  try {
    const outcome = await runOnPlatform(platform, random, run);
    isSuccessful = outcome.violations.length === 0;
    return outcome;
  } finally {
    await platform.stop();
    if (isSuccessful) rmSync(folder, { recursive: true, force: true });
    else process.stdout.write(`The platform's data is kept in ${folder}\n`);
  }
}

async function runOnPlatform<Outcome>(
  platform: KillablePlatform,
  random: SeededRandom,
  run: (context: KillTestContext) => Promise<Outcome>,
): Promise<Outcome> {
  const participants = await prepareCompany(platform, random);
  const { database } = openDatabase(platform.databaseUrl, 2);
  const client = createTemporalClient(
    { connectionOptions: { address: platform.temporalAddress } },
    createDataConverter(),
  );
  try {
    return await run({ platform, participants, database, client });
  } finally {
    await client.connection.close();
    await database.destroy();
  }
}
