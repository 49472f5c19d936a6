import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../../../src/domain/ids';
import { createLogger } from '../../../src/lib/logger';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { eventually } from '../../support/until';
import { answersOf, mailsOf } from './company';
import { live } from './lives';
import { Random } from './random';
import { type Stage, withVictims } from './stage';

/** Few, so that the last ones move when the platform is back, and not when it has worked off what the storm left. */
const IN_FLIGHT = 6;
/** None of them fails by itself, so that a mail about a failure is a false alarm. */
const CALM_LIVES = ['completes', 'is-declined', 'is-cancelled-waiting', 'is-moved', 'waits'] as const;
/** Less than a life lasts, so that a decision is answered before the next kill though no worker may confirm it. */
const ENV = { ANSWER_SECONDS: '1' };
const INCIDENTS = ['stands-still', 'lost', 'not-started', 'goes-on'];
const ALARM = /needs your attention/i;
const START_MS = 120_000;
const STALLED_AFTER_MS = 60_000;

export interface Survival {
  stormMs: number;
  /** From the last start until every onboarding that had something to do has done some of it. */
  movingMs: number;
  onboardings: number;
  /** Incidents raised, people mailed, and onboardings that do not move. */
  faults: string[];
}

/** Kills all processes at once, again and again, while onboardings are played; then reports what was noticed of it. */
export const survive = (seed: number, kills: number): Promise<Survival> =>
  withVictims({ mode: 'together', random: new Random(seed), env: ENV }, (stage) => rage(stage, kills));

async function rage(stage: Stage, kills: number): Promise<Survival> {
  const { cast, victims, database, client } = stage;
  let isOver = false;
  let onboardings = 0;
  const lane = async (): Promise<void> => {
    while (!isOver) {
      onboardings += 1;
      await live(cast, cast.random.pick(CALM_LIVES), onboardings);
    }
  };
  const lanes = Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  lanes.catch(() => undefined);
  // Looks far more often than the product's, and at onboardings however lately they were written.
  const logger = createLogger('silent');
  const reconciler = startReconciler({ database, client, logger, everyMs: 1_000, quietMs: 0 });
  const begunAt = Date.now();
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = answersOf(cast);
    await sleep(cast.random.between(200, 2_500));
    // A slow machine would do nothing but start.
    await eventually(() => Promise.resolve(answersOf(cast) > before || undefined), START_MS);
    if (kill === kills) {
      isOver = true;
      await reconciler.stop();
    }
    victims.killAll();
    await eventually(async () => ((await fetch(new URL('/readyz', victims.url))).ok ? true : undefined), START_MS);
  }
  const stormMs = Date.now() - begunAt;
  const { movingMs, stalled } = await untilMoving(stage);
  await lanes;
  return { stormMs, movingMs, onboardings, faults: [...stalled, ...(await alarmsOf(stage))] };
}

async function alarmsOf({ database, victims }: Stage): Promise<string[]> {
  const raised = database.selectFrom('timeline').select(['onboarding_id', 'kind', 'note']);
  const incidents = await raised.where('kind', 'in', INCIDENTS).execute();
  const mails = (await mailsOf(victims)).filter(({ subject }) => ALARM.test(subject));
  return [
    ...incidents.map(({ onboarding_id: id, kind, note }) => `${id} ${kind}: ${note ?? ''}`),
    ...mails.map(({ to, subject }) => `mail to ${to.join()}: ${subject}`),
  ];
}

/** Waits until each accepted onboarding with something to do has done some of it: started, or completed a pending task or activity. */
async function untilMoving({ database, client }: Stage): Promise<{ movingMs: number; stalled: string[] }> {
  const startedAt = Date.now();
  const open = await database.selectFrom('onboardings').select('id').where('closed_at', 'is', null).execute();
  const lengths = new Map<string, number>();
  for (let waiting = open.map(({ id }) => id); ; await sleep(200)) {
    const still: string[] = [];
    for (const id of waiting) {
      const { length, isIdle } = await progressOf(client, id);
      const isMoved = length > (lengths.get(id) ?? length);
      lengths.set(id, lengths.get(id) ?? length);
      if (!isIdle && !isMoved) still.push(id);
    }
    waiting = still;
    const movingMs = Date.now() - startedAt;
    if (waiting.length === 0 || movingMs > STALLED_AFTER_MS)
      return { movingMs, stalled: waiting.map((id) => `${id} does not move`) };
  }
}

/** How long its history is, and whether nothing is pending; an onboarding accepted right before the kill is not in Temporal yet. */
async function progressOf(client: Client, id: string): Promise<{ length: number; isIdle: boolean }> {
  try {
    const { status, historyLength, raw } = await client.workflow.getHandle(workflowIdOf(id)).describe();
    const hasPending = raw.pendingWorkflowTask || raw.pendingActivities?.length;
    return { length: historyLength, isIdle: status.name !== 'RUNNING' || !hasPending };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { length: 0, isIdle: false };
    throw error;
  }
}
