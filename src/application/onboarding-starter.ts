import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/client';
import { faultOf, repeat, type Repetition } from '../lib/background-loop';
import { deliver } from './start-submitted';
import { markNotStarted } from './mark-not-started';
import { refusalOf } from '../temporal/refusal';

const SWEEP_MS = 1_000;
const SWEEP_BATCH = 100;
const CONCURRENT_STARTS = 32;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
/** What Temporal refuses takes a person to mend. */
const AFTER_REFUSAL_MS = 600_000;

export interface Starter {
  /** Delivers this submission at once; without an id, looks for all that are undelivered. */
  wake(id?: string): void;
  start(): void;
  /** Stops looking, and waits for the deliveries under way; what is left is delivered by the next process. */
  stop(): Promise<void>;
}

export interface StarterDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** How soon a submission that Temporal refused is tried again; default 10 min. */
  afterRefusalMs?: number;
}

/**
 * Delivers committed submissions to Temporal until it has each one: at once when woken, by a sweep each second where a
 * process died in between. Several may run side by side: a second start of the same workflow id changes nothing.
 */
export function createStarter(deps: StarterDeps): Starter {
  const { database, client, logger, afterRefusalMs = AFTER_REFUSAL_MS } = deps;
  const queued = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  /** Submissions that could not be delivered, and when each is tried again: none stands in another's way. */
  const postponed = new Map<string, { until: number; failures: number }>();
  /** Submissions that Temporal refused, and when each is tried again: neither waking nor others that arrive hasten it. */
  const refused = new Map<string, number>();
  let sweeping: Repetition | undefined;
  let failing = false;

  function pump(): void {
    for (const id of queued) {
      if (underWay.size >= CONCURRENT_STARTS) return;
      queued.delete(id);
      const delivery = deliver({ database, client }, id).then(
        () => succeeded(id),
        (error: unknown) => failed(id, error),
      );
      underWay.set(
        id,
        delivery.finally(() => {
          underWay.delete(id);
          pump();
        }),
      );
    }
  }

  function succeeded(id: string): void {
    postponed.delete(id);
    refused.delete(id);
    if (!failing) return;
    failing = false;
    logger.info('Submissions reach Temporal again');
    postponed.clear();
    sweeping?.wake();
  }

  async function failed(id: string, error: unknown): Promise<void> {
    const refusal = refusalOf(error);
    if (refusal === undefined) return postpone(id, error);
    try {
      await markNotStarted(database, id, refusal);
    } catch (fault) {
      return postpone(id, fault);
    }
    if (!refused.has(id))
      logger.error({ onboarding: id }, 'Temporal refuses to start an onboarding: its timeline says why');
    refused.set(id, Date.now() + afterRefusalMs);
  }

  const isRefused = (id: string): boolean => (refused.get(id) ?? 0) > Date.now();

  function postpone(id: string, error: unknown): void {
    const failures = (postponed.get(id)?.failures ?? 0) + 1;
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
    postponed.set(id, { until: Date.now() + backoffMs, failures });
    if (!failing)
      logger.warn(
        { onboarding: id, fault: faultOf(error) },
        'A submission could not be delivered to Temporal; it is tried again until it is',
      );
    failing = true;
  }

  async function sweep(): Promise<void> {
    const later = [...postponed].filter(([, { until }]) => until > Date.now()).map(([id]) => id);
    later.push(...[...refused.keys()].filter(isRefused));
    const rows = await database
      .selectFrom('onboardings')
      .select('id')
      .where('delivered_at', 'is', null)
      .where(sql<boolean>`id <> all(${[...later, ...queued, ...underWay.keys()]}::uuid[])`)
      .orderBy('submitted_at')
      .limit(SWEEP_BATCH)
      .execute();
    for (const { id } of rows) queued.add(id);
    pump();
  }

  return {
    wake(id) {
      if (id === undefined) return sweeping?.wake();
      if (isRefused(id)) return;
      // The sweep fetches what does not fit.
      if (queued.size < SWEEP_BATCH && !underWay.has(id)) queued.add(id);
      pump();
    },
    start() {
      sweeping ??= repeat('The sweep for undelivered submissions', SWEEP_MS, logger, sweep);
    },
    async stop() {
      await sweeping?.stop();
      queued.clear();
      await Promise.all(underWay.values());
    },
  };
}
