import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { QUERIES } from '../contract/messages';
import { workflowIdOf } from '../contract/ids';
import type { Snapshot } from '../contract/projection';
import type { Database } from '../database/database';
import { allOf, faultOf, repeat, type Repetition } from '../repeat';
import { isLost, markLost, type Run } from './lost';
import { followRun, writeSnapshot } from './projection';

const EVERY_MS = 30_000;
const BATCH = 200;
const CONCURRENT = 8;
const ANSWER_MS = 5_000;

export interface ReconcilerDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** How often a batch is compared; default 30 s. */
  everyMs?: number;
  /** Rows that were written so recently are left alone; default 60 s. */
  quietMs?: number;
}

interface OpenRow {
  id: string;
  run_id: string | null;
  lost: boolean;
  checked: string;
  /** As text: a Date would lose its microseconds, and the place in the order with them. */
  updated: string;
}

/**
 * Compares open onboardings that have been quiet with Temporal, a batch at a time, the one quiet for longest first, so
 * that all get their turn. One whose workflow was terminated, failed or is missing is marked as lost; a run that an
 * administrator reset, or that closed without the database knowing, is followed.
 */
export function startReconciler(deps: ReconcilerDeps): Repetition {
  let behind: OpenRow | undefined;
  return repeat('Comparing onboardings with Temporal', deps.everyMs ?? EVERY_MS, deps.logger, async (stopping) => {
    const rows = await openRows(deps, behind);
    behind = rows.length < BATCH ? undefined : rows.at(-1);
    const compareRest = async () => {
      for (let row = rows.shift(); row && !stopping.aborted; row = rows.shift()) {
        await compare(deps, row).catch((error: unknown) => {
          // Temporal or the database is away: the rest of the batch would fare no better.
          rows.length = 0;
          throw error;
        });
      }
    };
    await allOf(Array.from({ length: CONCURRENT }, compareRest));
  });
}

async function openRows({ database, quietMs = 60_000 }: ReconcilerDeps, behind?: OpenRow): Promise<OpenRow[]> {
  const quietSince = sql`now() - make_interval(secs => ${quietMs / 1000})`;
  const { rows } = await sql<OpenRow>`
    select id, run_id, lost_at is not null as lost, checked_history as checked, updated_at::text as updated from onboardings
    where closed_at is null and updated_at <= ${quietSince} and delivered_at <= ${quietSince}
      and (updated_at, id) > (${behind?.updated ?? '-infinity'}::timestamptz, ${behind?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by updated_at, id limit ${BATCH}`.execute(database);
  return rows;
}

async function compare(deps: ReconcilerDeps, row: OpenRow): Promise<void> {
  const run = await currentRun(deps.client, row.id);
  const isKnown = run === undefined || run.runId === row.run_id;
  if (run === undefined || isLost(run.status)) {
    if (!row.lost || !isKnown) await markLost(deps.database, row, run);
  } else if (run.status === 'COMPLETED' || row.lost || (row.run_id !== null && !isKnown)) {
    // A run that never wrote is still to be worked on: it needs no help.
    await heard(deps, row.id, follow(deps, row.id, run.runId));
  } else if (run.status === 'RUNNING' && run.historyLength !== Number(row.checked))
    await heard(deps, row.id, catchUp(deps, row.id, run));
}

/** One that does not answer, with no worker there or its task failing, keeps no other from its turn; its own comes again. */
async function heard({ logger }: ReconcilerDeps, id: string, answer: Promise<void>): Promise<void> {
  await answer.catch((error: unknown) => {
    logger.warn({ onboarding: id, fault: faultOf(error) }, 'The current run of this onboarding does not answer');
  });
}

/** What a killed worker did not write any more, the workflow itself still knows; asked once for each length of its history. */
async function catchUp({ database, client }: ReconcilerDeps, id: string, run: Run): Promise<void> {
  const handle = client.workflow.getHandle(workflowIdOf(id), run.runId);
  const snapshot = await client.withDeadline(Date.now() + ANSWER_MS, () => handle.query<Snapshot>(QUERIES.snapshot));
  await writeSnapshot(database, snapshot, run.runId);
  await database
    .updateTable('onboardings')
    .set({ checked_history: String(run.historyLength) })
    .where('id', '=', id)
    .execute();
}

/** The run that Temporal holds for the current one; undefined where it knows none. */
async function currentRun(client: Client, id: string): Promise<Run | undefined> {
  const handle = client.workflow.getHandle(workflowIdOf(id));
  try {
    const { runId, status, historyLength } = await client.withDeadline(Date.now() + ANSWER_MS, () => handle.describe());
    return { runId, status: status.name, historyLength };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Takes over what the run that Temporal holds for the current one says of itself. */
async function follow({ database, client, logger }: ReconcilerDeps, id: string, runId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowIdOf(id), runId);
  const snapshot = await client.withDeadline(Date.now() + ANSWER_MS, () => handle.query<Snapshot>(QUERIES.snapshot));
  // It is followed wherever it is: after a reset its revision is an earlier one.
  await followRun(database, { ...snapshot, revision: [0, 0, 0], notices: [] }, runId);
  logger.info({ onboarding: id }, 'Another run of this onboarding is followed now');
}
