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
/** What Temporal refuses takes a person to mend. */
const RETRY_REJECTED_AFTER_MS = 600_000;

export interface OnboardingStarter {
  /** Delivers this submission at once; without an id, looks for all that are undelivered. */
  trigger(id?: string): void;
  start(): void;
  /** Stops looking, and waits for the deliveries under way; what is left is delivered by the next process. */
  stop(): Promise<void>;
}

export interface StarterDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** How soon a submission that Temporal refused is tried again; default 10 min. */
  retryRejectedAfterMs?: number;
}

/**
 * Delivers committed submissions to Temporal until it has each one: at once when woken, by a sweep each second where a
 * process died in between. Several may run side by side: a second start of the same workflow id changes nothing.
 */
export function createOnboardingStarter(deps: StarterDeps): OnboardingStarter {
  const { database, client, logger, retryRejectedAfterMs = RETRY_REJECTED_AFTER_MS } = deps;
  const queued = new Set<string>();
  const activeStarts = new Map<string, Promise<void>>();
  /** Submissions that could not be delivered, and when each is tried again: none stands in another's way. */
  const postponed = new Map<string, { until: number; failures: number }>();
  /** Submissions that Temporal refused, and when each is tried again: neither waking nor others that arrive hasten it. */
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
        { onboarding: id, fault: describeError(error) },
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
      .where('delivered_at', 'is', null)
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
      // The sweep fetches what does not fit.
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
