import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Database } from '../database/client';
import { shareCall } from '../lib/share-call';
import { withTimeout } from '../temporal/with-timeout';

const PING_TIMEOUT_MS = 2_000;
const MAX_AGE_MS = 1_000;

export interface DependencyStatus {
  database: boolean;
  temporal: boolean;
}

/** Creates a check of a process's dependencies, for readiness probes. */
export const createDependencyCheck = (database: Database, client: Client): (() => Promise<DependencyStatus>) =>
  shareCall(MAX_AGE_MS, async () => {
    const [hasDatabase, hasTemporal] = await Promise.all([
      isReachable(sql`select 1`.execute(database)),
      isReachable(withTimeout(client, PING_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}))),
    ]);
    return { database: hasDatabase, temporal: hasTemporal };
  });

const isReachable = (ping: Promise<unknown>): Promise<boolean> =>
  ping.then(
    () => true,
    () => false,
  );
