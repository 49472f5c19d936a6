import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { type Database, openDatabase } from '../../../src/database/client';
import { createClient } from '../../../src/temporal/connection';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { prepare } from './company';
import type { Cast } from './lives';
import type { Random } from './random';
import { type Mode, Victims } from './victims';

/** A platform to be killed, its cast, and connections to its servers for the harness. */
export interface Stage {
  victims: Victims;
  cast: Cast;
  database: Database;
  client: Client;
}

interface Setting {
  mode: Mode;
  random: Random;
  env?: NodeJS.ProcessEnv;
}

/** Starts a platform, plays on it, and stops it; keeps its data and prints where, unless the play ends without faults. */
export async function withVictims<Outcome extends { faults: string[] }>(
  { mode, random, env }: Setting,
  play: (stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-kills-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  let isRight = false;
  const victims = await Victims.start(mode, dataDir, env);
  try {
    const outcome = await playOn(victims, random, play);
    isRight = outcome.faults.length === 0;
    return outcome;
  } finally {
    await victims.stop();
    if (isRight) rmSync(folder, { recursive: true, force: true });
    else process.stdout.write(`The platform's data is kept in ${folder}\n`);
  }
}

async function playOn<Outcome>(
  victims: Victims,
  random: Random,
  play: (stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const cast = await prepare(victims, random);
  const { database } = openDatabase(victims.database, 2);
  const client = createClient({ connectionOptions: { address: victims.temporal } }, createDataConverter());
  try {
    return await play({ victims, cast, database, client });
  } finally {
    await client.connection.close();
    await database.destroy();
  }
}
