import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/database/database';
import { createClient } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { eventually } from '../support/until';
import { PatientClient } from './client';
import { type Acknowledged, type Cast, live, LIVES } from './lives';
import { Random } from './random';
import { type Evidence, faultsOf, type Mail } from './verdict';
import { type Mode, Victims } from './victims';

const IN_FLIGHT = 20;
const STOCK = 400;
/** Fewer lives say little: on a slow machine it is killed on until so many have been played. */
const ENOUGH_LIVES = 41;
/** So often it is waited for some answers before the next one is killed: a slow machine would do nothing but begin, for ever. */
const BREATH = 3;
const BREATH_MS = 180_000;
const SETTLE_MS = 180_000;
const MANAGER_EMAIL = 'maja@example.com';

export interface Outcome {
  onboardings: number;
  statuses: Record<string, number>;
  /** Empty when every guarantee held. */
  faults: string[];
}

/**
 * Plays onboardings, `IN_FLIGHT` at a time, while processes are killed at seeded random moments; then waits until all
 * have settled, and says what is wrong.
 */
export async function wreakHavoc(
  mode: Mode,
  seed: number,
  kills: number,
  say: (line: string) => void,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-chaos-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const random = new Random(seed);
  const victims = await Victims.start(mode, dataDir);
  const outcome = await suffer(victims, random, kills, say).finally(() => victims.stop());
  if (outcome.faults.length === 0) rmSync(folder, { recursive: true, force: true });
  else say(`what is left of it: ${folder}`);
  return outcome;
}

async function suffer(victims: Victims, random: Random, kills: number, say: (line: string) => void): Promise<Outcome> {
  const cast = await prepare(victims, random);
  return judge(victims, await play(cast, victims, random, kills, say));
}

/** A manager with a token, and more equipment and seats than anybody will want, but for one course. */
async function prepare(victims: Victims, random: Random): Promise<Cast> {
  const hr = new PatientClient(victims.url, victims.token);
  const { body } = await hr.call('POST', '/tokens', { email: MANAGER_EMAIL, roles: ['manager'] });
  const { database } = openDatabase(victims.database, 1);
  const items = Array.from({ length: STOCK }, (_, index) => ({
    tag: `CHAOS-${String(index)}`,
    model: 'chaos-laptop',
    title: 'Laptop',
    price_cents: 100,
    currency: 'EUR',
    state: 'free' as const,
  }));
  const starts = new Date(Date.now() + 10 * 86_400_000);
  const session = {
    id: 'chaos-1',
    course: 'chaos-course',
    title: 'Calm',
    time_zone: 'UTC',
    place: 'here',
    capacity: STOCK,
  };
  await database.insertInto('items').values(items).execute();
  await database
    .insertInto('training_sessions')
    .values({ ...session, starts_at: starts, ends_at: new Date(starts.getTime() + 3_600_000) })
    .execute();
  // Interns for whom no room is left find none online either, so that a person has to decide.
  await database
    .updateTable('training_sessions')
    .set({ capacity: 0 })
    .where('course', '=', 'tools-tour-online')
    .execute();
  await database.destroy();
  return { hr, manager: new PatientClient(victims.url, String(body.token)), managerEmail: MANAGER_EMAIL, random };
}

async function play(
  cast: Cast,
  victims: Victims,
  random: Random,
  kills: number,
  say: (line: string) => void,
): Promise<Acknowledged[]> {
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
  for (let kill = 1; kill <= kills || acknowledged.length < ENOUGH_LIVES; kill += 1) {
    if (isOver) break;
    await sleep(random.between(200, 3_500));
    const victim = random.pick(victims.names);
    if (kill % BREATH === 0) await breathe(cast);
    say(`kill ${String(kill)} of ${String(kills)}: ${victim} (${String(acknowledged.length)} acknowledged)`);
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

async function mailsOf(victims: Victims): Promise<Mail[]> {
  const response = await fetch(`${victims.inbox}/messages`);
  return ((await response.json()) as { messages: Mail[] }).messages;
}
