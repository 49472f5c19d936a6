import { sql } from 'kysely';
import type { Database } from './client';

/** Facts worked out by one statement: far from its timeout, even for large plans on a busy machine. */
const BATCH_SIZE = 500;

/**
 * Works out all facts for reports that are owed at the time of the call. While another process does so, `wait` lets it
 * finish its batch first, and `skip` leaves the rest to it.
 */
export async function workOutReportFacts(
  database: Database,
  whileOthersWork: 'wait' | 'skip',
  stopSignal?: AbortSignal,
): Promise<void> {
  let claimed: number;
  do claimed = await workOutBatch(database, whileOthersWork === 'wait');
  while (claimed === BATCH_SIZE && !stopSignal?.aborted);
}

async function workOutBatch(database: Database, waits: boolean): Promise<number> {
  const { rows } = await sql<{ claimed: number }>`
    select work_out_report_facts(${BATCH_SIZE}, ${waits}) as claimed`.execute(database);
  return rows[0]?.claimed ?? 0;
}
