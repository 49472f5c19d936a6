import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { ProjectionActivities, Snapshot } from '../../domain/onboarding/snapshot';
import { createReason } from '../../domain/reasons/reason';
import { isFinal } from '../../domain/status';
import type { Database, DatabaseTransaction } from '../../database/client';
import { appendTimelineEntry } from '../../database/append-timeline-entry';
import { buildSnapshotStatement, toTimelineRecordset } from './snapshot-statement';

/**
 * `older`: the database has a newer revision. `another-run`: another run wrote last. `stuck`: the onboarding is marked as
 * stuck. `unknown`: the database does not have the onboarding.
 */
export type WriteOutcome = 'written' | 'older' | 'another-run' | 'stuck' | 'unknown';

/** @throws when the database, or Temporal if it has to be queried, is unavailable. */
export type SnapshotWriter = (snapshot: Snapshot, workflow: { workflowId: string; runId: string }) => Promise<void>;

export interface ProjectionDeps {
  database: Database;
  client: Client;
  logger: Logger;
  /** Called after notifications were written, to send them without waiting for the next poll. */
  onNotificationsWritten?: () => void;
}

/** An onboarding missing from the database (started directly in Temporal) is not written and continues to run. */
export const createSnapshotWriter =
  ({ database, client, logger, onNotificationsWritten }: ProjectionDeps): SnapshotWriter =>
  async (snapshot, { workflowId, runId }) => {
    const outcome = await writeSnapshot(database, snapshot, runId);
    if (outcome === 'unknown') logger.warn('The database does not know an onboarding: its progress is not recorded');
    // When two runs disagree, only Temporal's current run counts.
    if (outcome === 'another-run' && (await client.workflow.getHandle(workflowId).describe()).runId === runId)
      await adoptRun(database, snapshot, runId);
    // The final snapshot comes from an activity, so the workflow is no longer stuck.
    if (outcome === 'stuck' && isFinal(snapshot.view.status)) await adoptRun(database, snapshot, runId);
    if (snapshot.notifications.length > 0) onNotificationsWritten?.();
  };

export const createProjectionActivities = (write: SnapshotWriter): ProjectionActivities => ({
  writeProjection(snapshot) {
    const { workflowExecution } = Context.current().info;
    if (workflowExecution === undefined) throw new Error('The projection is written for a workflow only.');
    return write(snapshot, workflowExecution);
  },
});

/** Writes one snapshot in one statement, under the lock of its row. */
export async function writeSnapshot(database: Database, snapshot: Snapshot, runId: string): Promise<WriteOutcome> {
  const { rows } = await buildSnapshotStatement(snapshot, runId).execute(database);
  const row = rows[0];
  if (!row) return 'unknown';
  if (!row.ours) return 'another-run';
  if (row.stuck) return 'stuck';
  return row.newer ? 'written' : 'older';
}

/**
 * Assigns the row to Temporal's current run although another one wrote last, for example after a reset. The snapshot is
 * written at any revision, and entries that the other run wrote after the reset point are set aside.
 * No-op if this run wrote last, unless the row is marked as orphaned or stuck, or the snapshot is final.
 */
export async function adoptRun(database: Database, snapshot: Snapshot, runId: string): Promise<void> {
  const { id, status } = snapshot.view;
  await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('onboardings')
      .select(['run_id', 'orphaned_at', 'stuck_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row || (row.run_id === runId && !row.orphaned_at && !row.stuck_at && !isFinal(status))) return;
    const resetColumns = { run_id: runId, stuck_at: null, revision_run: 0, revision_history: 0, revision_changes: 0 };
    await transaction.updateTable('onboardings').set(resetColumns).where('id', '=', id).execute();
    await renumberOvertakenEntries(transaction, snapshot);
    if (row.stuck_at)
      await appendTimelineEntry(transaction, id, {
        kind: 'incident-resolved',
        reason: createReason('incident-resolved.continued', {}),
      });
    await writeSnapshot(transaction, snapshot, runId);
  });
}

/** Moves the stored entries from the snapshot's first seq on to negative seqs, except identical ones. */
async function renumberOvertakenEntries(transaction: DatabaseTransaction, { view, timeline }: Snapshot): Promise<void> {
  await sql`
    with overtaken as (
      select id, (select least(min(seq), 0) from timeline where onboarding_id = ${view.id}) as lowest,
        row_number() over (order by id) as place
      from timeline t
      where onboarding_id = ${view.id}
        and seq >= (select min(e.seq) from ${toTimelineRecordset(timeline)})
        and not exists (select from ${toTimelineRecordset(timeline)} where (e.seq, e.at, e.kind) = (t.seq, t.at, t.kind))
    )
    update timeline set seq = lowest - place from overtaken where timeline.id = overtaken.id`.execute(transaction);
}
