import { setTimeout as sleep } from 'node:timers/promises';
import type { EmailKind } from '../../../src/domain/email-kinds';
import { createLogger } from '../../../src/lib/logger';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { waitForValue } from '../../support/wait-for-value';
import { countResponses, fetchMails } from './company';
import { runLifecycle } from './lifecycles';
import { measureRecovery, type Recovery } from './recovery';
import { SeededRandom } from './seeded-random';
import { type KillTestContext, withKillablePlatform } from './kill-test-context';
import { describeReason } from '../../../src/domain/reasons/reason';

/** Low, so that recovery measures the restart of the platform, and not the backlog of the storm. */
const IN_FLIGHT = 6;
/** None of them fails by itself, so any mail about a failure is a false alarm. */
const NON_FAILING_LIFECYCLES = ['completes', 'is-declined', 'is-cancelled-waiting', 'is-moved', 'waits'] as const;
/** Short, so that a decision gets a response before the next kill even if no worker confirms it. */
const PLATFORM_ENV = { ANSWER_SECONDS: '1' };
const INCIDENT_KINDS = ['stuck', 'orphaned', 'not-started', 'incident-resolved'];
const ALARM_KINDS: readonly (string | undefined)[] = ['needs-attention', 'incident'] satisfies EmailKind[];
const START_TIMEOUT_MS = 120_000;

interface Storm extends Recovery {
  /** Total time from ready to killed. */
  upMs: number;
  /** Total time from killed to ready, which grows with the load of the machine. */
  startingMs: number;
}

export interface StormResult {
  storms: Storm[];
  onboardings: number;
  /** Raised incidents, alarm mails, and onboardings that progress too late. */
  violations: string[];
}

/**
 * Kills all processes at once, repeatedly, while onboardings run; after each storm waits until they have recovered. A
 * longer storm would leave a backlog of work, and the recovery would measure that. Then reports false alarms.
 */
export const runStorms = (seed: number, count: number, killsPerStorm: number): Promise<StormResult> =>
  withKillablePlatform({ mode: 'together', random: new SeededRandom(seed), env: PLATFORM_ENV }, async (context) => {
    let onboardings = 0;
    const numberOnboarding = () => (onboardings += 1);
    const storms: Storm[] = [];
    while (storms.length < count) storms.push(await runStorm(context, killsPerStorm, numberOnboarding));
    const late = storms.flatMap((storm) => storm.late);
    return { storms, onboardings, violations: [...late, ...(await collectFalseAlarms(context))] };
  });

async function runStorm(context: KillTestContext, kills: number, numberOnboarding: () => number): Promise<Storm> {
  const { participants, platform, database, client } = context;
  let isOver = false;
  const runLane = async (): Promise<void> => {
    while (!isOver)
      await runLifecycle(participants, participants.random.pick(NON_FAILING_LIFECYCLES), numberOnboarding());
  };
  const lanes = Promise.all(Array.from({ length: IN_FLIGHT }, runLane));
  lanes.catch(() => undefined);
  // Checks far more often than in production, and includes onboardings that were written just now.
  const logger = createLogger('silent');
  const reconciler = startReconciler({ database, client, logger, intervalMs: 1_000, quietMs: 0 });
  const durations = { upMs: 0, startingMs: 0 };
  for (let kill = 1; kill <= kills; kill += 1) {
    const readyAt = Date.now();
    const before = countResponses(participants);
    await sleep(participants.random.between(200, 2_500));
    // Without this wait, a slow machine would only ever restart.
    await waitForValue(() => Promise.resolve(countResponses(participants) > before || undefined), START_TIMEOUT_MS);
    if (kill === kills) {
      isOver = true;
      await reconciler.stop();
    }
    platform.killAll();
    const killedAt = Date.now();
    await waitForValue(
      async () => ((await fetch(new URL('/readyz', platform.apiUrl))).ok ? true : undefined),
      START_TIMEOUT_MS,
    );
    durations.upMs += killedAt - readyAt;
    durations.startingMs += Date.now() - killedAt;
  }
  const recovery = await measureRecovery(context);
  await lanes;
  return { ...durations, ...recovery };
}

async function collectFalseAlarms({ database, platform }: KillTestContext): Promise<string[]> {
  const timelineQuery = database.selectFrom('timeline').select(['onboarding_id', 'kind', 'reason']);
  const incidents = await timelineQuery.where('kind', 'in', INCIDENT_KINDS).execute();
  const mails = (await fetchMails(platform)).filter(({ kind }) => ALARM_KINDS.includes(kind));
  return [
    ...incidents.map(({ onboarding_id: id, kind, reason }) => `${id} ${kind}: ${reason ? describeReason(reason) : ''}`),
    ...mails.map(({ to, subject }) => `mail to ${to.join()}: ${subject}`),
  ];
}
