import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { workflowIdOf } from '../../../src/contract/ids';
import { type Database, openDatabase } from '../../../src/database/database';
import { createLogger } from '../../../src/logger';
import { createClient } from '../../../src/temporal/connection';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { startReconciler } from '../../../src/worker/reconciler';
import { eventually } from '../../support/until';
import { mailsOf, prepare } from './company';
import { type Cast, live } from './lives';
import { Random } from './random';
import { Victims } from './victims';

const IN_FLIGHT = 12;
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
  stalled: string[];
  incidents: string[];
  mails: string[];
}

/** What the harness reads while everything around it is killed. */
interface Watch {
  database: Database;
  client: Client;
}

/** Kills all processes at once, again and again, while onboardings are played; then reports what was noticed of it. */
export async function survive(seed: number, kills: number): Promise<Survival> {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-storm-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const victims = await Victims.start('together', dataDir, ENV);
  try {
    await ready(victims);
    const random = new Random(seed);
    const cast = await prepare(victims, random);
    const { database } = openDatabase(victims.database, 2);
    const client = createClient({ connectionOptions: { address: victims.temporal } }, createDataConverter());
    return await rage(victims, cast, { database, client }, kills).finally(async () => {
      await client.connection.close();
      await database.destroy();
    });
  } finally {
    await victims.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rage(victims: Victims, cast: Cast, watch: Watch, kills: number): Promise<Survival> {
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
  const reconciler = startReconciler({ ...watch, logger: createLogger('silent'), everyMs: 1_000, quietMs: 0 });
  const answers = (): number => cast.hr.answers + cast.manager.answers;
  const begunAt = Date.now();
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = answers();
    await sleep(cast.random.between(200, 2_500));
    // A slow machine would do nothing but start.
    await eventually(() => Promise.resolve(answers() > before || undefined), START_MS);
    if (kill === kills) await reconciler.stop();
    victims.killAll();
    await ready(victims);
  }
  const stormMs = Date.now() - begunAt;
  const { movingMs, stalled } = await untilMoving(watch);
  isOver = true;
  await lanes;
  const raised = watch.database.selectFrom('timeline').select(['onboarding_id', 'kind', 'note']);
  const incidents = await raised.where('kind', 'in', INCIDENTS).execute();
  const mails = (await mailsOf(victims)).filter(({ subject }) => ALARM.test(subject));
  return {
    ...{ stormMs, movingMs, onboardings, stalled },
    incidents: incidents.map(({ onboarding_id: id, kind, note }) => `${id} ${kind}: ${note ?? ''}`),
    mails: mails.map(({ to, subject }) => `${to.join()}: ${subject}`),
  };
}

async function ready({ url }: Victims): Promise<void> {
  const probe = new URL('/readyz', url);
  await eventually(async () => ((await fetch(probe)).ok ? true : undefined), START_MS);
}

/** Waits until each workflow with a pending task or activity has completed one of them. */
async function untilMoving({ database, client }: Watch): Promise<{ movingMs: number; stalled: string[] }> {
  const startedAt = Date.now();
  const open = await database.selectFrom('onboardings').select('id').where('closed_at', 'is', null).execute();
  const lengths = new Map<string, number>();
  for (let waiting = open.map(({ id }) => id); ; await sleep(200)) {
    const still: string[] = [];
    for (const id of waiting) {
      const { status, historyLength, raw } = await client.workflow.getHandle(workflowIdOf(id)).describe();
      const isIdle = !raw.pendingWorkflowTask && !raw.pendingActivities?.length;
      if (!lengths.has(id)) lengths.set(id, historyLength);
      if (status.name === 'RUNNING' && !isIdle && historyLength === lengths.get(id)) still.push(id);
    }
    waiting = still;
    const movingMs = Date.now() - startedAt;
    if (waiting.length === 0 || movingMs > STALLED_AFTER_MS) return { movingMs, stalled: waiting };
  }
}
