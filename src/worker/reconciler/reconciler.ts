import { type Client, NamespaceNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { QUERIES } from '../../domain/onboarding/messages';
import { toOnboardingWorkflowId } from '../../domain/ids';
import type { Snapshot } from '../../domain/onboarding/snapshot';
import type { Database } from '../../database/client';
import { allSettledOrThrow, describeError, startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';
import type { RowVersion } from './run-if-unchanged';
import { isOrphaned, markOrphaned } from './orphaned-workflows';
import { areConfirmedMissing, MissingWorkflowGuard } from './missing-workflow-guard';
import { adoptRun, writeSnapshot } from '../projection/write-snapshot';
import { ANSWER_TIMEOUT_MS, findCurrentRun, type WorkflowRun } from './workflow-run';
import { markStuck } from './stuck-workflows';
import { isWorkflowTaskRepeating, findRecordedFailure, rescheduleWorkflowTask } from './workflow-task';

const RECONCILE_INTERVAL_MS = 30_000;
const BATCH_SIZE = 200;
const MAX_CONCURRENT = 8;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

export interface ReconcilerDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** `verify` (default): suspect a wrong address or namespace; `orphan`: mark all missing workflows as orphaned. */
  missingWorkflows?: 'verify' | 'orphan';
  /** Onboardings per batch; default 200. */
  batchSize?: number;
  /** Pause between batches, in ms; default 30 s. */
  intervalMs?: number;
  /** Age of the last write below which a row is skipped, in ms; default 60 s. Stuck rows are not skipped. */
  quietMs?: number;
}

interface OpenOnboarding extends RowVersion {
  run_id: string | null;
  isOrphaned: boolean;
  isStuck: boolean;
  checkedHistoryLength: string;
}

/**
 * Compares quiet open onboardings with Temporal in batches, in the order of their ids. Marks one as orphaned if its
 * workflow was terminated, failed or is missing, and as stuck while its workflow task keeps failing. Adopts a run that
 * an administrator reset, or that closed without the database knowing.
 */
export function startReconciler(deps: ReconcilerDeps): BackgroundLoop {
  let lastId: string | undefined;
  const guard = new MissingWorkflowGuard(deps.logger);
  return startBackgroundLoop(
    'Comparing onboardings with Temporal',
    deps.intervalMs ?? RECONCILE_INTERVAL_MS,
    deps.logger,
    async (stopSignal) => {
      const rows = await listQuietOnboardings(deps, lastId);
      lastId = rows.length < (deps.batchSize ?? BATCH_SIZE) ? undefined : rows.at(-1)?.id;
      try {
        await markMissingOrphaned(deps, await reconcileBatch(deps, rows, stopSignal), guard);
      } catch (error) {
        if (!(error instanceof NamespaceNotFoundError)) throw error;
        guard.reportSuspicion('Temporal does not know the namespace in which the open onboardings are looked for');
      }
      if (lastId === undefined) guard.endRound();
    },
  );
}

async function listQuietOnboardings(
  { database, quietMs = 60_000, batchSize = BATCH_SIZE }: ReconcilerDeps,
  afterId = LOWEST_ID,
): Promise<OpenOnboarding[]> {
  const quietSince = sql`now() - make_interval(secs => ${quietMs / 1000})`;
  const { rows } = await sql<OpenOnboarding>`
    select id, run_id, orphaned_at is not null as "isOrphaned", stuck_at is not null as "isStuck",
      checked_history_length as "checkedHistoryLength",
      updated_at::text as updated
    from onboardings
    where closed_at is null and workflow_started_at <= ${quietSince} and (updated_at <= ${quietSince} or stuck_at is not null)
      and id > ${afterId}::uuid
    order by id limit ${batchSize}`.execute(database);
  return rows;
}

/** Returns the rows, not yet marked as orphaned, that Temporal does not know. Empties `rows`. */
async function reconcileBatch(
  deps: ReconcilerDeps,
  rows: OpenOnboarding[],
  stopSignal: AbortSignal,
): Promise<OpenOnboarding[]> {
  const missing: OpenOnboarding[] = [];
  const reconcileRow = async (row: OpenOnboarding) => {
    const run = await findCurrentRun(deps.client, row.id);
    if (run) await reconcileOnboarding(deps, row, run);
    else if (!row.isOrphaned) missing.push(row);
  };
  await drainConcurrently(rows, reconcileRow, stopSignal);
  return missing;
}

/** Empties `rows`. A failure drops the rest: Temporal or the database is unavailable, so the rest would fail, too. */
async function drainConcurrently<Row>(
  rows: Row[],
  work: (row: Row) => Promise<void>,
  stopSignal: AbortSignal,
): Promise<void> {
  const workOnRest = async () => {
    try {
      for (let row = rows.shift(); row && !stopSignal.aborted; row = rows.shift()) await work(row);
    } catch (error) {
      rows.length = 0;
      throw error;
    }
  };
  await allSettledOrThrow(Array.from({ length: MAX_CONCURRENT }, workOnRest));
}

/** Marks missing workflows as orphaned, unless the lookup itself is suspect. */
async function markMissingOrphaned(
  deps: ReconcilerDeps,
  missing: OpenOnboarding[],
  guard: MissingWorkflowGuard,
): Promise<void> {
  if (missing.length === 0) return;
  const ids = missing.map(({ id }) => id);
  if (deps.missingWorkflows !== 'orphan' && !(await areConfirmedMissing(deps, ids)))
    return guard.reportSuspicion(`Temporal knows none of ${String(ids.length)} open onboardings that it was given`);
  for (const row of missing) await markOrphaned(deps.database, row, undefined);
}

async function reconcileOnboarding(deps: ReconcilerDeps, row: OpenOnboarding, run: WorkflowRun): Promise<void> {
  const isRecordedRun = run.runId === row.run_id;
  // The task itself will write the changes. A query now would see messages before the task does, and a replay might
  // order them differently: decision 003.
  const hasPendingWorkflowTask = run.taskAttempt > 0;
  if (isOrphaned(run.status)) {
    if (!row.isOrphaned || !isRecordedRun) await markOrphaned(deps.database, row, run);
  } else if (isWorkflowTaskRepeating(run)) {
    if (!row.isStuck || !isRecordedRun) await markStuckOrReschedule(deps, row, run);
  } else if (hasPendingWorkflowTask) {
    return;
  } else if (run.status === 'COMPLETED' || row.isOrphaned || row.isStuck || (row.run_id !== null && !isRecordedRun)) {
    // `run_id` is null until the first write: the run still has to be worked on and needs no help.
    await warnOnFailure(deps, row.id, adoptCurrentRun(deps, row.id, run.runId));
  } else if (run.status === 'RUNNING' && run.historyLength !== Number(row.checkedHistoryLength))
    await warnOnFailure(deps, row.id, writeMissedSnapshot(deps, row.id, run));
}

/** A failed task needs a person; a timed-out one has only lost its worker. */
async function markStuckOrReschedule(
  { database, client }: ReconcilerDeps,
  row: OpenOnboarding,
  run: WorkflowRun,
): Promise<void> {
  const cause = await findRecordedFailure(client, row.id, run);
  if (cause === undefined) await rescheduleWorkflowTask(client, row.id, run);
  else await markStuck(database, row, run, cause);
}

/** Logs instead of throwing: an unresponsive workflow must not block others, and is compared again next round. */
async function warnOnFailure({ logger }: ReconcilerDeps, id: string, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    logger.warn({ onboarding: id, error: describeError(error) }, 'The current run of this onboarding does not answer');
  });
}

/** Queries the workflow for changes that a killed worker did not write; at most once per history length. */
async function writeMissedSnapshot({ database, client }: ReconcilerDeps, id: string, run: WorkflowRun): Promise<void> {
  await writeSnapshot(database, await querySnapshot(client, id, run.runId), run.runId);
  await database
    .updateTable('onboardings')
    .set({ checked_history_length: String(run.historyLength) })
    .where('id', '=', id)
    .execute();
}

async function adoptCurrentRun({ database, client, logger }: ReconcilerDeps, id: string, runId: string): Promise<void> {
  const snapshot = await querySnapshot(client, id, runId);
  // Accepts any revision: after a reset it is lower than the stored one.
  await adoptRun(database, { ...snapshot, revision: [0, 0, 0], notifications: [] }, runId);
  logger.info({ onboarding: id }, 'This onboarding is followed again, where its current run is now');
}

function querySnapshot(client: Client, id: string, runId: string): Promise<Snapshot> {
  const handle = client.workflow.getHandle(toOnboardingWorkflowId(id), runId);
  return client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.query<Snapshot>(QUERIES.snapshot));
}
