import { setTimeout as sleep } from 'node:timers/promises';
import { waitForValue } from '../../support/wait-for-value';
import { countResponses, fetchMails } from './company';
import { type AcceptedOnboarding, type Participants, runLifecycle, LIFECYCLES } from './lifecycles';
import { SeededRandom } from './seeded-random';
import { type KillTestContext, withKillablePlatform } from './kill-test-context';
import { type ObservedState, findViolations } from './guarantee-violations';
import type { ProcessMode } from './killable-platform';

const IN_FLIGHT = 20;
/** Waits for responses before every third kill: otherwise a slow machine would restart for ever and do nothing else. */
const KILLS_PER_PAUSE = 3;
const PAUSE_TIMEOUT_MS = 180_000;
const VERIFICATION_TIMEOUT_MS = 180_000;

export interface KillTestResult {
  onboardings: number;
  statuses: Record<string, number>;
  /** Empty if every guarantee held. */
  violations: string[];
}

/**
 * Runs lifecycles, `IN_FLIGHT` at a time, and kills processes at seeded random intervals. Then polls until no violation
 * is left, or times out. On a slow machine it kills more often, until there is a lifecycle for each requested kill.
 */
export const runKillTest = (mode: ProcessMode, seed: number, kills: number): Promise<KillTestResult> =>
  withKillablePlatform({ mode, random: new SeededRandom(seed) }, async (context) =>
    verifyOnboardings(context, await runOnboardings(context, kills)),
  );

async function runOnboardings(
  { participants, platform }: KillTestContext,
  kills: number,
): Promise<AcceptedOnboarding[]> {
  const { random } = participants;
  const acknowledged: AcceptedOnboarding[] = [];
  let isOver = false;
  let number = 0;
  const runLane = async (): Promise<void> => {
    while (!isOver) {
      number += 1;
      acknowledged.push(await runLifecycle(participants, random.pick(LIFECYCLES), number));
      await sleep(random.between(0, 1_500));
    }
  };
  const lanes = Promise.all(Array.from({ length: IN_FLIGHT }, runLane));
  lanes.catch(() => (isOver = true));
  for (let kill = 1; kill <= kills || acknowledged.length < kills; kill += 1) {
    if (isOver) break;
    await sleep(random.between(200, 3_500));
    const victim = random.pick(platform.processNames);
    if (kill % KILLS_PER_PAUSE === 0) await waitForResponses(participants);
    platform.kill(victim);
  }
  isOver = true;
  await lanes;
  return acknowledged;
}

/** Waits for as many responses as there are onboardings in flight. */
async function waitForResponses(participants: Participants): Promise<void> {
  const targetCount = countResponses(participants) + IN_FLIGHT;
  await waitForValue(() => Promise.resolve(countResponses(participants) >= targetCount || undefined), PAUSE_TIMEOUT_MS);
}

async function verifyOnboardings(
  { platform, database, client }: KillTestContext,
  acknowledged: AcceptedOnboarding[],
): Promise<KillTestResult> {
  let violations: string[] = [];
  await waitForValue(async () => {
    const state: ObservedState = { database, client, mails: await fetchMails(platform) };
    const found: string[] = [];
    for (const one of acknowledged) found.push(...(await findViolations(one, state)));
    violations = found;
    return violations.length === 0 || undefined;
  }, VERIFICATION_TIMEOUT_MS).catch(() => undefined);
  const rows = await database
    .selectFrom('onboardings')
    .select(['status', database.fn.countAll<string>().as('count')])
    .groupBy('status')
    .execute();
  const statuses = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  return { onboardings: acknowledged.length, statuses, violations };
}
