import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { EmailKind } from '../../../src/domain/email-kinds';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import { createLogger } from '../../../src/lib/logger';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { waitForValue } from '../../support/wait-for-value';
import { countResponses, fetchMails } from './company';
import { runLifecycle } from './lifecycles';
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
const STALLED_AFTER_MS = 60_000;

interface Storm {
  stormMs: number;
  /** From the last start until every onboarding with pending work has progressed. */
  recoveryMs: number;
  /** Onboardings without progress. */
  stalled: string[];
}

export interface StormResult {
  storms: Storm[];
  onboardings: number;
  /** Raised incidents, alarm mails, and onboardings without progress. */
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
    const stalled = storms.flatMap((storm) => storm.stalled);
    return { storms, onboardings, violations: [...stalled, ...(await collectFalseAlarms(context))] };
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
  const startedAt = Date.now();
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = countResponses(participants);
    await sleep(participants.random.between(200, 2_500));
    // Without this wait, a slow machine would only ever restart.
    await waitForValue(() => Promise.resolve(countResponses(participants) > before || undefined), START_TIMEOUT_MS);
    if (kill === kills) {
      isOver = true;
      await reconciler.stop();
    }
    platform.killAll();
    await waitForValue(
      async () => ((await fetch(new URL('/readyz', platform.apiUrl))).ok ? true : undefined),
      START_TIMEOUT_MS,
    );
  }
  const stormMs = Date.now() - startedAt;
  const recovery = await measureRecovery(context);
  await lanes;
  return { stormMs, ...recovery };
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

/** Waits until each open onboarding is idle or its history has grown: it has started, or completed a pending task. */
async function measureRecovery({ database, client }: KillTestContext): Promise<Pick<Storm, 'recoveryMs' | 'stalled'>> {
  const startedAt = Date.now();
  const open = await database.selectFrom('onboardings').select('id').where('closed_at', 'is', null).execute();
  const lengths = new Map<string, number>();
  for (let waiting = open.map(({ id }) => id); ; await sleep(200)) {
    const stillWaiting: string[] = [];
    for (const id of waiting) {
      const { length, isIdle } = await getProgress(client, id);
      const hasProgressed = length > (lengths.get(id) ?? length);
      lengths.set(id, lengths.get(id) ?? length);
      if (!isIdle && !hasProgressed) stillWaiting.push(id);
    }
    waiting = stillWaiting;
    const recoveryMs = Date.now() - startedAt;
    if (waiting.length === 0 || recoveryMs > STALLED_AFTER_MS)
      return { recoveryMs, stalled: waiting.map((id) => `${id} does not move`) };
  }
}

/** An onboarding that was accepted right before the kill is not in Temporal yet: it has length 0 and is not idle. */
async function getProgress(client: Client, id: string): Promise<{ length: number; isIdle: boolean }> {
  try {
    const { status, historyLength, raw } = await client.workflow.getHandle(toOnboardingWorkflowId(id)).describe();
    const hasPending = raw.pendingWorkflowTask || raw.pendingActivities?.length;
    return { length: historyLength, isIdle: status.name !== 'RUNNING' || !hasPending };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { length: 0, isIdle: false };
    throw error;
  }
}
