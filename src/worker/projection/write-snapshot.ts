import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { ProjectionActivities, Snapshot } from '../../domain/onboarding/snapshot';
import { isFinal } from '../../domain/status';
import type { TimelineEntry } from '../../domain/onboarding/view';
import { toOnboardingColumns, computeOpenKey } from '../../database/onboarding-columns';
import type { Database, DatabaseTransaction } from '../../database/client';
import { appendTimelineEntry } from '../../database/append-timeline-entry';

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

/**
 * Writes one snapshot in one statement, under the lock of its row. The view is written, and existing entries are
 * replaced, only if the revision is not older. Otherwise entries and notifications are only added. A run that did not
 * write last must be a later one. While the onboarding is stuck, no view is written: a failing workflow task emits its
 * snapshot every time.
 */
export async function writeSnapshot(database: Database, snapshot: Snapshot, runId: string): Promise<WriteOutcome> {
  const { revision, view, timeline, notifications, pendingPeople, involvedPeople } = snapshot;
  const isClosed = isFinal(view.status);
  const columns = toOnboardingColumns(view);
  const openKey = computeOpenKey(view.request);
  const replannedInput = snapshot.replannedInput && JSON.stringify(snapshot.replannedInput);
  const { rows } = await sql<{ ours: boolean; newer: boolean; stuck: boolean }>`
    with held as materialized (
      select id, stuck_at is not null as stuck,
        run_id is null or run_id = ${runId} or revision_run < ${revision[0]}::int as ours,
        (revision_run, revision_history, revision_changes)
          <= (${revision[0]}::int, ${revision[1]}::int, ${revision[2]}::int) as newer
      from onboardings where id = ${view.id} for update
    ), written as (
      update onboardings set
        view = ${JSON.stringify({ ...view, timeline: [] })}::jsonb, status = ${columns.status}, plan = ${columns.plan},
        readiness = ${columns.readiness}, at_risk_at = ${columns.at_risk_at}::timestamptz, late_at = ${columns.late_at}::timestamptz,
        employee_name = ${columns.employee_name}, department = ${columns.department}, location = ${columns.location},
        manager_email = ${columns.manager_email}, start_date = ${columns.start_date}::date,
        pending_people = ${pendingPeople}::text[], replanned_input = ${replannedInput ?? null}::jsonb,
        involved_people = case when involved_people @> ${involvedPeople}::text[] then involved_people
          else array(select distinct unnest(involved_people || ${involvedPeople}::text[])) end,
        run_id = ${runId}, orphaned_at = null, workflow_started_at = coalesce(workflow_started_at, now()),
        revision_run = ${revision[0]}, revision_history = ${revision[1]}, revision_changes = ${revision[2]},
        closed_at = ${isClosed ? (view.closedAt ?? new Date()) : null}::timestamptz,
        open_key = case when ${isClosed}::boolean then null
          -- Open again, where a signal came in the moment of the last word. Amended to an address that another open onboarding has
          -- since taken: the old key is kept, the view is not lost.
          when (open_key is null
              or open_key <> ${openKey} and view #>> '{request,employee,personalEmail}' <> ${view.request.employee.personalEmail})
            and not exists (select from onboardings other where other.open_key = ${openKey}) then ${openKey}
          else open_key end,
        updated_at = now()
      where id = (select id from held where ours and newer and not stuck)
    ), entries as (
      insert into timeline (onboarding_id, seq, at, kind, step, by, via, note, decision_id)
      select held.id, e.seq, e.at, e.kind, e.step, e.by, e.via, e.note, e."decisionId"
      from held, ${toTimelineRecordset(timeline)} where held.ours order by e.seq
      -- What a workflow task told that had to be done again, after more was said, never happened: the later word counts.
      on conflict (onboarding_id, seq) do update
        set (id, at, kind, step, by, via, note, decision_id) = (default, excluded.at, excluded.kind, excluded.step, excluded.by,
          excluded.via, excluded.note, excluded.decision_id)
        where (select newer from held) and (timeline.at, timeline.kind, timeline.step, timeline.by, timeline.note)
          is distinct from (excluded.at, excluded.kind, excluded.step, excluded.by, excluded.note)
    ), queued as (
      insert into outbox (onboarding_id, key, notification)
      select held.id, notification ->> 'key', notification from held, jsonb_array_elements(${JSON.stringify(notifications)}::jsonb) notification
      where held.ours
      on conflict (onboarding_id, key) do nothing
    )
    select ours, newer, stuck, pg_notify('onboarding', id::text) from held`.execute(database);
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
      await appendTimelineEntry(transaction, id, { kind: 'incident-resolved', note: 'Its workflow goes on again.' });
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

/** Yields rows `e` for a `from` clause. */
const toTimelineRecordset = (
  timeline: TimelineEntry[],
) => sql`jsonb_to_recordset(${JSON.stringify(timeline)}::jsonb) as e(
  seq int, at timestamptz, kind text, step text, by text, via text, note text, "decisionId" uuid)`;
