import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/client';
import { describeError, startBackgroundLoop, type BackgroundLoop } from '../lib/background-loop';
import { startSubmittedWorkflow } from './start-submitted-workflow';
import { markNotStarted } from './mark-not-started';
import { getPermanentRejectionReason } from '../temporal/permanent-rejection';

const SWEEP_INTERVAL_MS = 1_000;
const SWEEP_BATCH_SIZE = 100;
const MAX_CONCURRENT_STARTS = 32;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
/** Long, because a permanent rejection needs a person to fix its cause. */
const RETRY_REJECTED_AFTER_MS = 600_000;

export interface OnboardingStarter {
  /** Delivers one submission at once; without an id, sweeps for all undelivered ones. */
  trigger(id?: string): void;
  start(): void;
  /** Stops sweeping and waits for deliveries in progress; the next process delivers the rest. */
  stop(): Promise<void>;
}

export interface StarterDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** Retry interval for rejected submissions, in ms; default: 10 min. */
  retryRejectedAfterMs?: number;
}

/**
 * Delivers committed submissions to Temporal: at once when triggered, else by a sweep every second, which covers a
 * process that died before the delivery. Safe in several processes: a second start of a workflow id changes nothing.
 */
export function createOnboardingStarter(deps: StarterDeps): OnboardingStarter {
  const { database, client, logger, retryRejectedAfterMs = RETRY_REJECTED_AFTER_MS } = deps;
  const queued = new Set<string>();
  const activeStarts = new Map<string, Promise<void>>();
  /** Failed deliveries with a retry time each (epoch ms), so that none delays another. */
  const postponed = new Map<string, { until: number; failures: number }>();
  /** Rejected submissions with the time of the next attempt (epoch ms), which no trigger shortens. */
  const rejected = new Map<string, number>();
  let sweepLoop: BackgroundLoop | undefined;
  let isFailing = false;

  function startQueued(): void {
    for (const id of queued) {
      if (activeStarts.size >= MAX_CONCURRENT_STARTS) return;
      queued.delete(id);
      const delivery = startSubmittedWorkflow({ database, client }, id).then(
        () => handleSuccess(id),
        (error: unknown) => handleFailure(id, error),
      );
      activeStarts.set(
        id,
        delivery.finally(() => {
          activeStarts.delete(id);
          startQueued();
        }),
      );
    }
  }

  function handleSuccess(id: string): void {
    postponed.delete(id);
    rejected.delete(id);
    if (!isFailing) return;
    isFailing = false;
    logger.info('Submissions reach Temporal again');
    postponed.clear();
    sweepLoop?.trigger();
  }

  async function handleFailure(id: string, error: unknown): Promise<void> {
    const rejectionReason = getPermanentRejectionReason(error);
    if (rejectionReason === undefined) return postpone(id, error);
    try {
      await markNotStarted(database, id, rejectionReason);
    } catch (markError) {
      return postpone(id, markError);
    }
    if (!rejected.has(id))
      logger.error({ onboarding: id }, 'Temporal refuses to start an onboarding: its timeline says why');
    rejected.set(id, Date.now() + retryRejectedAfterMs);
  }

  const isRejected = (id: string): boolean => (rejected.get(id) ?? 0) > Date.now();

  function postpone(id: string, error: unknown): void {
    const failures = (postponed.get(id)?.failures ?? 0) + 1;
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
    postponed.set(id, { until: Date.now() + backoffMs, failures });
    if (!isFailing)
      logger.warn(
        { onboarding: id, error: describeError(error) },
        'A submission could not be delivered to Temporal; it is tried again until it is',
      );
    isFailing = true;
  }

  async function sweep(): Promise<void> {
    const excluded = [...postponed].filter(([, { until }]) => until > Date.now()).map(([id]) => id);
    excluded.push(...[...rejected.keys()].filter(isRejected));
    const rows = await database
      .selectFrom('onboardings')
      .select('id')
      .where('workflow_started_at', 'is', null)
      .where(sql<boolean>`id <> all(${[...excluded, ...queued, ...activeStarts.keys()]}::uuid[])`)
      .orderBy('submitted_at')
      .limit(SWEEP_BATCH_SIZE)
      .execute();
    for (const { id } of rows) queued.add(id);
    startQueued();
  }

  return {
    trigger(id) {
      if (id === undefined) return sweepLoop?.trigger();
      if (isRejected(id)) return;
      // The sweep picks up submissions beyond the batch size.
      if (queued.size < SWEEP_BATCH_SIZE && !activeStarts.has(id)) queued.add(id);
      startQueued();
    },
    start() {
      sweepLoop ??= startBackgroundLoop('The sweep for undelivered submissions', SWEEP_INTERVAL_MS, logger, sweep);
    },
    async stop() {
      await sweepLoop?.stop();
      queued.clear();
      await Promise.all(activeStarts.values());
    },
  };
}
