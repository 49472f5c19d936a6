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

export interface ReconcilerDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** What many onboardings are that Temporal knows nothing of: looked for in the wrong place, or lost; default `doubted`. */
  missingWorkflows?: 'doubted' | 'lost';
  /** How many onboardings are compared at a time; default 200. */
  batchSize?: number;
  /** How often a batch is compared; default 30 s. */
  intervalMs?: number;
  /** Rows that were written so recently are left alone; default 60 s. */
  quietMs?: number;
}

interface OpenOnboarding extends RowVersion {
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
export function startReconciler(deps: ReconcilerDeps): BackgroundLoop {
  let cursor: OpenOnboarding | undefined;
  const guard = new MissingWorkflowGuard(deps.logger);
  return startBackgroundLoop(
    'Comparing onboardings with Temporal',
    deps.intervalMs ?? RECONCILE_INTERVAL_MS,
    deps.logger,
    async (stopping) => {
      const rows = await listQuietOnboardings(deps, cursor);
      cursor = rows.length < (deps.batchSize ?? BATCH_SIZE) ? undefined : rows.at(-1);
      try {
        await markMissingOrphaned(deps, await reconcileBatch(deps, rows, stopping), guard);
      } catch (error) {
        if (!(error instanceof NamespaceNotFoundError)) throw error;
        guard.reportSuspicion('Temporal does not know the namespace in which the open onboardings are looked for');
      }
      if (!cursor) guard.endRound();
    },
  );
}

async function listQuietOnboardings(
  { database, quietMs = 60_000, batchSize = BATCH_SIZE }: ReconcilerDeps,
  cursor?: OpenOnboarding,
): Promise<OpenOnboarding[]> {
  const quietSince = sql`now() - make_interval(secs => ${quietMs / 1000})`;
  const { rows } = await sql<OpenOnboarding>`
    select id, run_id, lost_at is not null as lost, stuck_at is not null as stuck, checked_history as checked,
      updated_at::text as updated
    from onboardings
    where closed_at is null and delivered_at <= ${quietSince} and (updated_at <= ${quietSince} or stuck_at is not null)
      and (updated_at, id) > (${cursor?.updated ?? '-infinity'}::timestamptz, ${cursor?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by updated_at, id limit ${batchSize}`.execute(database);
  return rows;
}

/** Compares each; gives those that Temporal does not know. */
async function reconcileBatch(
  deps: ReconcilerDeps,
  rows: OpenOnboarding[],
  stopping: AbortSignal,
): Promise<OpenOnboarding[]> {
  const missing: OpenOnboarding[] = [];
  const reconcileRest = async () => {
    for (let row = rows.shift(); row && !stopping.aborted; row = rows.shift()) {
      try {
        const run = await findCurrentRun(deps.client, row.id);
        if (run) await reconcileOnboarding(deps, row, run);
        else if (!row.lost) missing.push(row);
      } catch (error) {
        // Temporal or the database is away: the rest of the batch would fare no better.
        rows.length = 0;
        throw error;
      }
    }
  };
  await allSettledOrThrow(Array.from({ length: MAX_CONCURRENT }, reconcileRest));
  return missing;
}

/** Marks those as lost that Temporal does not know, unless they are rather looked for in the wrong place. */
async function markMissingOrphaned(
  deps: ReconcilerDeps,
  missing: OpenOnboarding[],
  guard: MissingWorkflowGuard,
): Promise<void> {
  if (missing.length === 0) return;
  const ids = missing.map(({ id }) => id);
  if (deps.missingWorkflows !== 'lost' && !(await areConfirmedMissing(deps, ids)))
    return guard.reportSuspicion(`Temporal knows none of ${String(ids.length)} open onboardings that it was given`);
  for (const row of missing) await markOrphaned(deps.database, row, undefined);
}

async function reconcileOnboarding(deps: ReconcilerDeps, row: OpenOnboarding, run: WorkflowRun): Promise<void> {
  const isKnown = run.runId === row.run_id;
  // Its task tells what is new. Asked beside it, it would hear that before the task does, and a replay might not: decision 003.
  const hasPendingWorkflowTask = run.taskAttempt > 0;
  if (isOrphaned(run.status)) {
    if (!row.lost || !isKnown) await markOrphaned(deps.database, row, run);
  } else if (isWorkflowTaskRepeating(run)) {
    if (!row.stuck || !isKnown) await markStuckOrReschedule(deps, row, run);
  } else if (hasPendingWorkflowTask) {
    return;
  } else if (run.status === 'COMPLETED' || row.lost || row.stuck || (row.run_id !== null && !isKnown)) {
    // A run that never wrote is still to be worked on: it needs no help.
    await warnOnFailure(deps, row.id, adoptCurrentRun(deps, row.id, run.runId));
  } else if (run.status === 'RUNNING' && run.historyLength !== Number(row.checked))
    await warnOnFailure(deps, row.id, writeMissedSnapshot(deps, row.id, run));
}

/** A task that failed needs a person; one that timed out has only lost its worker. */
async function markStuckOrReschedule(
  { database, client }: ReconcilerDeps,
  row: OpenOnboarding,
  run: WorkflowRun,
): Promise<void> {
  const cause = await findRecordedFailure(client, row.id, run);
  if (cause === undefined) await rescheduleWorkflowTask(client, row.id, run);
  else await markStuck(database, row, run, cause);
}

/** One that does not answer, with no worker there or its task failing, keeps no other from its turn; its own comes again. */
async function warnOnFailure({ logger }: ReconcilerDeps, id: string, work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    logger.warn({ onboarding: id, fault: describeError(error) }, 'The current run of this onboarding does not answer');
  });
}

/** What a killed worker did not write any more, the workflow itself still knows; asked once for each length of its history. */
async function writeMissedSnapshot({ database, client }: ReconcilerDeps, id: string, run: WorkflowRun): Promise<void> {
  await writeSnapshot(database, await querySnapshot(client, id, run.runId), run.runId);
  await database
    .updateTable('onboardings')
    .set({ checked_history: String(run.historyLength) })
    .where('id', '=', id)
    .execute();
}

/** Takes over what the run that Temporal holds for the current one says of itself. */
async function adoptCurrentRun({ database, client, logger }: ReconcilerDeps, id: string, runId: string): Promise<void> {
  const snapshot = await querySnapshot(client, id, runId);
  // It is followed wherever it is: after a reset its revision is an earlier one.
  await adoptRun(database, { ...snapshot, revision: [0, 0, 0], notices: [] }, runId);
  logger.info({ onboarding: id }, 'This onboarding is followed again, where its current run is now');
}

function querySnapshot(client: Client, id: string, runId: string): Promise<Snapshot> {
  const handle = client.workflow.getHandle(toOnboardingWorkflowId(id), runId);
  return client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.query<Snapshot>(QUERIES.snapshot));
}
