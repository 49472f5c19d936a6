import { type Client, NamespaceNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { QUERIES } from '../../domain/onboarding/messages';
import { workflowIdOf } from '../../domain/ids';
import type { Snapshot } from '../../domain/onboarding/snapshot';
import type { Database } from '../../database/client';
import { allOf, faultOf, repeat, type Repetition } from '../../lib/background-loop';
import type { SeenRow } from './optimistic-lock';
import { isLost, markLost } from './lost-workflows';
import { areGone, Doubt } from './missing-workflows';
import { followRun, writeSnapshot } from '../projection/write-snapshot';
import { ANSWER_MS, currentRun, type Run } from './workflow-run';
import { markStuck } from './stuck-workflows';
import { isRepeating, recordedFailure, wake } from './workflow-task';

const EVERY_MS = 30_000;
const BATCH_SIZE = 200;
const CONCURRENT = 8;

export interface ReconcilerDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** What many onboardings are that Temporal knows nothing of: looked for in the wrong place, or lost; default `doubted`. */
  missing?: 'doubted' | 'lost';
  /** How many onboardings are compared at a time; default 200. */
  batchSize?: number;
  /** How often a batch is compared; default 30 s. */
  everyMs?: number;
  /** Rows that were written so recently are left alone; default 60 s. */
  quietMs?: number;
}

interface OpenRow extends SeenRow {
  run_id: string | null;
  lost: boolean;
  stuck: boolean;
  checked: string;
}

/**
 * Compares open onboardings that have been quiet with Temporal, a batch at a time, the one quiet for longest first, so
 * that all get their turn. One whose workflow was terminated, failed or is missing is marked as lost, one whose workflow task keeps
 * failing as stuck, until it completes; a run that an administrator reset, or that closed without the
 * database knowing, is followed.
 */
export function startReconciler(deps: ReconcilerDeps): Repetition {
  let behind: OpenRow | undefined;
  const doubt = new Doubt(deps.logger);
  return repeat('Comparing onboardings with Temporal', deps.everyMs ?? EVERY_MS, deps.logger, async (stopping) => {
    const rows = await openRows(deps, behind);
    behind = rows.length < (deps.batchSize ?? BATCH_SIZE) ? undefined : rows.at(-1);
    try {
      await giveUp(deps, await compareAll(deps, rows, stopping), doubt);
    } catch (error) {
      if (!(error instanceof NamespaceNotFoundError)) throw error;
      doubt.raise('Temporal does not know the namespace in which the open onboardings are looked for');
    }
    if (!behind) doubt.endRound();
  });
}

async function openRows(
  { database, quietMs = 60_000, batchSize = BATCH_SIZE }: ReconcilerDeps,
  behind?: OpenRow,
): Promise<OpenRow[]> {
  const quietSince = sql`now() - make_interval(secs => ${quietMs / 1000})`;
  const { rows } = await sql<OpenRow>`
    select id, run_id, lost_at is not null as lost, stuck_at is not null as stuck, checked_history as checked,
      updated_at::text as updated
    from onboardings
    where closed_at is null and delivered_at <= ${quietSince} and (updated_at <= ${quietSince} or stuck_at is not null)
      and (updated_at, id) > (${behind?.updated ?? '-infinity'}::timestamptz, ${behind?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by updated_at, id limit ${batchSize}`.execute(database);
  return rows;
}

/** Compares each; gives those that Temporal does not know. */
async function compareAll(deps: ReconcilerDeps, rows: OpenRow[], stopping: AbortSignal): Promise<OpenRow[]> {
  const missing: OpenRow[] = [];
  const compareRest = async () => {
    for (let row = rows.shift(); row && !stopping.aborted; row = rows.shift()) {
      try {
        const run = await currentRun(deps.client, row.id);
        if (run) await compare(deps, row, run);
        else if (!row.lost) missing.push(row);
      } catch (error) {
        // Temporal or the database is away: the rest of the batch would fare no better.
        rows.length = 0;
        throw error;
      }
    }
  };
  await allOf(Array.from({ length: CONCURRENT }, compareRest));
  return missing;
}

/** Marks those as lost that Temporal does not know, unless they are rather looked for in the wrong place. */
async function giveUp(deps: ReconcilerDeps, missing: OpenRow[], doubt: Doubt): Promise<void> {
  if (missing.length === 0) return;
  const ids = missing.map(({ id }) => id);
  if (deps.missing !== 'lost' && !(await areGone(deps, ids)))
    return doubt.raise(`Temporal knows none of ${String(ids.length)} open onboardings that it was given`);
  for (const row of missing) await markLost(deps.database, row, undefined);
}

async function compare(deps: ReconcilerDeps, row: OpenRow, run: Run): Promise<void> {
  const isKnown = run.runId === row.run_id;
  // Its task tells what is new. Asked beside it, it would hear that before the task does, and a replay might not: decision 003.
  const isAtWork = run.taskAttempt > 0;
  if (isLost(run.status)) {
    if (!row.lost || !isKnown) await markLost(deps.database, row, run);
  } else if (isRepeating(run)) {
    if (!row.stuck || !isKnown) await markStuckOrWake(deps, row, run);
  } else if (isAtWork) {
    return;
  } else if (run.status === 'COMPLETED' || row.lost || row.stuck || (row.run_id !== null && !isKnown)) {
    // A run that never wrote is still to be worked on: it needs no help.
    await heard(deps, row.id, follow(deps, row.id, run.runId));
  } else if (run.status === 'RUNNING' && run.historyLength !== Number(row.checked))
    await heard(deps, row.id, catchUp(deps, row.id, run));
}

/** A task that failed needs a person; one that timed out has only lost its worker. */
async function markStuckOrWake({ database, client }: ReconcilerDeps, row: OpenRow, run: Run): Promise<void> {
  const cause = await recordedFailure(client, row.id, run);
  if (cause === undefined) await wake(client, row.id, run);
  else await markStuck(database, row, run, cause);
}

/** One that does not answer, with no worker there or its task failing, keeps no other from its turn; its own comes again. */
async function heard({ logger }: ReconcilerDeps, id: string, answer: Promise<void>): Promise<void> {
  await answer.catch((error: unknown) => {
    logger.warn({ onboarding: id, fault: faultOf(error) }, 'The current run of this onboarding does not answer');
  });
}

/** What a killed worker did not write any more, the workflow itself still knows; asked once for each length of its history. */
async function catchUp({ database, client }: ReconcilerDeps, id: string, run: Run): Promise<void> {
  await writeSnapshot(database, await snapshotOf(client, id, run.runId), run.runId);
  await database
    .updateTable('onboardings')
    .set({ checked_history: String(run.historyLength) })
    .where('id', '=', id)
    .execute();
}

/** Takes over what the run that Temporal holds for the current one says of itself. */
async function follow({ database, client, logger }: ReconcilerDeps, id: string, runId: string): Promise<void> {
  const snapshot = await snapshotOf(client, id, runId);
  // It is followed wherever it is: after a reset its revision is an earlier one.
  await followRun(database, { ...snapshot, revision: [0, 0, 0], notices: [] }, runId);
  logger.info({ onboarding: id }, 'This onboarding is followed again, where its current run is now');
}

function snapshotOf(client: Client, id: string, runId: string): Promise<Snapshot> {
  const handle = client.workflow.getHandle(workflowIdOf(id), runId);
  return client.withDeadline(Date.now() + ANSWER_MS, () => handle.query<Snapshot>(QUERIES.snapshot));
}
