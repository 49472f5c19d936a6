import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/until';
import { answersOf, mailsOf } from './company';
import { type Acknowledged, type Cast, live, LIVES } from './lives';
import { Random } from './random';
import { type Stage, withVictims } from './stage';
import { type Evidence, faultsOf } from './verdict';
import type { Mode } from './victims';

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
export const wreakHavoc = (mode: Mode, seed: number, kills: number): Promise<Outcome> =>
  withVictims({ mode, random: new Random(seed) }, async (stage) => judge(stage, await play(stage, kills)));

async function play({ cast, victims }: Stage, kills: number): Promise<Acknowledged[]> {
  const { random } = cast;
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
async function breathe(cast: Cast): Promise<void> {
  const enough = answersOf(cast) + IN_FLIGHT;
  await eventually(() => Promise.resolve(answersOf(cast) >= enough || undefined), BREATH_MS);
}

async function judge({ victims, database, client }: Stage, acknowledged: Acknowledged[]): Promise<Outcome> {
  let faults: string[] = [];
  await eventually(async () => {
    const evidence: Evidence = { database, client, mails: await mailsOf(victims) };
    const found: string[] = [];
    for (const one of acknowledged) found.push(...(await faultsOf(one, evidence)));
    faults = found;
    return faults.length === 0 || undefined;
  }, SETTLE_MS).catch(() => undefined);
  const rows = await database
    .selectFrom('onboardings')
    .select(['status', database.fn.countAll<string>().as('count')])
    .groupBy('status')
    .execute();
  const statuses = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  return { onboardings: acknowledged.length, statuses, faults };
}
