import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../src/database/database';
import { createClient } from '../../../src/temporal/connection';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { eventually } from '../../support/until';
import { type Acknowledged, type Cast, live, LIVES } from './lives';
import { mailsOf, prepare } from './company';
import { Random } from './random';
import { type Evidence, faultsOf } from './verdict';
import { type Mode, Victims } from './victims';

const IN_FLIGHT = 20;
/** So often it is waited for some answers before the next one is killed: a slow machine would do nothing but begin, for ever. */
const BREATH = 3;
const BREATH_MS = 180_000;
const SETTLE_MS = 180_000;

export interface Outcome {
  onboardings: number;
  statuses: Record<string, number>;
  /** Empty when every guarantee held. */
  faults: string[];
}

/**
 * Plays onboardings, `IN_FLIGHT` at a time, while processes are killed at seeded random moments; then waits until all
 * have settled, and lists the faults. On a slow machine more are killed, until there is a life for each kill.
 */
export async function wreakHavoc(mode: Mode, seed: number, kills: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-chaos-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const random = new Random(seed);
  const victims = await Victims.start(mode, dataDir);
  const outcome = await suffer(victims, random, kills).finally(() => victims.stop());
  if (outcome.faults.length === 0) rmSync(folder, { recursive: true, force: true });
  else process.stdout.write(`The platform's data is kept in ${folder}\n`);
  return outcome;
}

async function suffer(victims: Victims, random: Random, kills: number): Promise<Outcome> {
  const cast = await prepare(victims, random);
  return judge(victims, await play(cast, victims, random, kills));
}

async function play(cast: Cast, victims: Victims, random: Random, kills: number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  let isOver = false;
  let number = 0;
  const lane = async (): Promise<void> => {
    while (!isOver) {
      number += 1;
      acknowledged.push(await live(cast, random.pick(LIVES), number));
      await sleep(random.between(0, 1_500));
    }
  };
  const lanes = Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  lanes.catch(() => (isOver = true));
  for (let kill = 1; kill <= kills || acknowledged.length < kills; kill += 1) {
    if (isOver) break;
    await sleep(random.between(200, 3_500));
    const victim = random.pick(victims.names);
    if (kill % BREATH === 0) await breathe(cast);
    victims.kill(victim);
  }
  isOver = true;
  await lanes;
  return acknowledged;
}

/** Until about everybody in flight has had an answer. */
async function breathe({ hr, manager }: Cast): Promise<void> {
  const answers = (): number => hr.answers + manager.answers;
  const enough = answers() + IN_FLIGHT;
  await eventually(() => Promise.resolve(answers() >= enough ? true : undefined), BREATH_MS);
}

async function judge(victims: Victims, acknowledged: Acknowledged[]): Promise<Outcome> {
  const { database } = openDatabase(victims.database, 2);
  const client = createClient({ connectionOptions: { address: victims.temporal } }, createDataConverter());
  try {
    let faults: string[] = [];
    await eventually(async () => {
      const evidence: Evidence = { database, client, mails: await mailsOf(victims) };
      const found: string[] = [];
      for (const one of acknowledged) found.push(...(await faultsOf(one, evidence)));
      faults = found;
      return faults.length === 0 ? true : undefined;
    }, SETTLE_MS).catch(() => undefined);
    const rows = await database
      .selectFrom('onboardings')
      .select(['status', database.fn.countAll<string>().as('count')])
      .groupBy('status')
      .execute();
    const statuses = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
    return { onboardings: acknowledged.length, statuses, faults };
  } finally {
    await client.connection.close();
    await database.destroy();
  }
}
