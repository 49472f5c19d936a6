import { type RawBuilder, sql } from 'kysely';
import type { Snapshot } from '../../domain/onboarding/snapshot';
import type { OnboardingView, TimelineEntry } from '../../domain/onboarding/view';
import { isFinal, type StepStatus } from '../../domain/status';
import { computeOpenKey, toOnboardingColumns } from '../../database/onboarding-columns';

/** State of the locked row before the write. */
interface HeldRow {
  /** True unless another run wrote last, and this one is not later. */
  ours: boolean;
  /** True if the snapshot's revision is not older than the stored one. */
  newer: boolean;
  stuck: boolean;
}

/**
 * Locks the row, then writes the snapshot and returns the row's state before. The view is written, and existing entries
 * are replaced, only if the revision is not older. Otherwise entries and notifications are only added. A run that did
 * not write last must be a later one. While the onboarding is stuck, no view is written: a failing workflow task emits
 * its snapshot every time.
 */
export const buildSnapshotStatement = (snapshot: Snapshot, runId: string): RawBuilder<HeldRow> => sql<HeldRow>`
  with held as materialized (${buildOnboardingLock(snapshot, runId)}),
    written as (${buildOnboardingUpdate(snapshot, runId)}),
    entries as (${buildTimelineMerge(snapshot)}),
    queued as (${buildOutboxInsert(snapshot)}),
    forgotten as (${buildFailedAttemptsDelete(snapshot)})
  select ours, newer, stuck, pg_notify('onboarding', id::text) from held`;

/** Excludes other writers, not processes that insert rows which refer to the onboarding. */
const buildOnboardingLock = ({ view, revision: [run, history, changes] }: Snapshot, runId: string) => sql`
  select id, stuck_at is not null as stuck,
    run_id is null or run_id = ${runId} or revision_run < ${run}::int as ours,
    (revision_run, revision_history, revision_changes) <= (${run}::int, ${history}::int, ${changes}::int) as newer
  from onboardings where id = ${view.id} for no key update`;

function buildOnboardingUpdate({ view, revision: [run, history, changes], ...snapshot }: Snapshot, runId: string) {
  const { pendingPeople, involvedPeople, replannedInput } = snapshot;
  return sql`
    update onboardings set
      view = ${JSON.stringify({ ...view, timeline: [] })}::jsonb, ${buildColumnAssignments(view)},
      pending_people = ${pendingPeople}::text[],
      replanned_input = ${replannedInput ? JSON.stringify(replannedInput) : null}::jsonb,
      involved_people = ${involvedPeople}::text[],
      run_id = ${runId}, orphaned_at = null, workflow_started_at = coalesce(workflow_started_at, now()),
      revision_run = ${run}, revision_history = ${history}, revision_changes = ${changes},
      closed_at = ${isFinal(view.status) ? (view.closedAt ?? new Date()) : null}::timestamptz,
      open_key = ${buildOpenKeyExpression(view)},
      updated_at = now()
    where id = (select id from held where ours and newer and not stuck)`;
}

/** Columns by which lists filter and sort. */
function buildColumnAssignments(view: OnboardingView) {
  const columns = toOnboardingColumns(view);
  return sql`status = ${columns.status}, plan = ${columns.plan}, readiness = ${columns.readiness},
      at_risk_at = ${columns.at_risk_at}::timestamptz, late_at = ${columns.late_at}::timestamptz,
      employee_name = ${columns.employee_name}, person_key = ${columns.person_key}, sort_name = ${columns.sort_name}, search_text = ${columns.search_text},
      department = ${columns.department}, location = ${columns.location},
      manager_email = ${columns.manager_email}, start_date = ${columns.start_date}::date`;
}

/**
 * Frees the key of a closed onboarding. Takes it again where a signal reopened the onboarding at the moment of its end,
 * or where the address was amended. Keeps the old key if another open onboarding has taken the new one since: the view
 * must not be lost.
 */
function buildOpenKeyExpression({ status, request }: OnboardingView) {
  const openKey = computeOpenKey(request);
  return sql`case when ${isFinal(status)}::boolean then null
        when (open_key is null
            or open_key <> ${openKey} and view #>> '{request,employee,personalEmail}' <> ${request.employee.personalEmail})
          and not exists (select from onboardings other where other.open_key = ${openKey}) then ${openKey}
        else open_key end`;
}

/** Replaces differing entries: a workflow task that was redone after further messages voids its earlier entries. */
const buildTimelineMerge = ({ timeline }: Snapshot) => sql`
  insert into timeline (onboarding_id, seq, at, kind, step, by, via, reason, comment, decision_id, agent)
  select held.id, e.seq, e.at, e.kind, e.step, e.by, e.via, e.reason, e.comment, e."decisionId", e.agent
  from held, ${toTimelineRecordset(timeline)} where held.ours order by e.seq
  on conflict (onboarding_id, seq) do update
    set (id, at, kind, step, by, via, reason, comment, decision_id, agent) = (default, excluded.at, excluded.kind, excluded.step, excluded.by,
      excluded.via, excluded.reason, excluded.comment, excluded.decision_id, excluded.agent)
    where (select newer from held) and (timeline.at, timeline.kind, timeline.step, timeline.by, timeline.reason, timeline.comment)
      is distinct from (excluded.at, excluded.kind, excluded.step, excluded.by, excluded.reason, excluded.comment)`;

const buildOutboxInsert = ({ notifications }: Snapshot) => sql`
  insert into outbox (onboarding_id, key, recipient, notification)
  select held.id, notification ->> 'key', recipient ->> 'email', notification || jsonb_build_object('to', jsonb_build_array(recipient))
  from held, jsonb_array_elements(${JSON.stringify(notifications)}::jsonb) notification,
    jsonb_array_elements(notification -> 'to') recipient
  where held.ours
  on conflict (onboarding_id, key, recipient) do nothing`;

/** A step whose attempts have ended in another way than by an answer of its activity, as by a time-out, leaves its record. */
function buildFailedAttemptsDelete({ view: { steps } }: Snapshot) {
  const listSteps = (wanted: StepStatus) => steps.filter(({ status }) => status === wanted).map(({ id }) => id);
  return sql`
  delete from failed_attempts using held
  where onboarding_id = held.id and held.ours and held.newer and not held.stuck
    and step <> all (case when is_undo then ${listSteps('undoing')}::text[] else ${listSteps('running')}::text[] end)`;
}

/** Yields rows `e` for a `from` clause. */
export const toTimelineRecordset = (
  timeline: TimelineEntry[],
) => sql`jsonb_to_recordset(${JSON.stringify(timeline)}::jsonb) as e(
  seq int, at timestamptz, kind text, step text, by text, via text, reason jsonb, comment text, "decisionId" uuid, agent text)`;
