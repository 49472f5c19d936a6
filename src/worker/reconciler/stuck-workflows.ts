import { temporal } from '@temporalio/proto';
import { sql } from 'kysely';
import { toOnboardingWorkflowId } from '../../domain/ids';
import { dedupePeople } from '../../domain/people';
import type { Database } from '../../database/client';
import { recordIncident } from '../../database/incidents';
import { runIfUnchanged, type RowVersion } from './run-if-unchanged';
import type { WorkflowRun } from './workflow-run';
import type { WorkflowTaskFailureCause } from './workflow-task';

const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
/** Wording by failure cause. */
export const STUCK_CAUSES: Partial<Record<WorkflowTaskFailureCause, string>> = {
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR]:
    'the code that runs now does not fit what it has done so far',
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE]:
    'the code that runs it has a fault',
};
export const UNKNOWN_STUCK_CAUSE = 'its worker does not get over its next step';

/**
 * Marks an onboarding as stuck: it needs attention, and its submitter and the plan's escalation contacts are notified
 * once. No-op if the row was written since it was read.
 */
export async function markStuck(
  database: Database,
  rowVersion: RowVersion,
  run: WorkflowRun,
  cause: WorkflowTaskFailureCause,
): Promise<void> {
  await runIfUnchanged(database, rowVersion, async (transaction, { id, view, input, replanned_input }) => {
    const reason = formatStuckReason(id, STUCK_CAUSES[cause] ?? UNKNOWN_STUCK_CAUSE);
    const people = dedupePeople([view.submittedBy, ...(replanned_input ?? input).plan.escalationContacts]);
    const key = `stuck/${run.runId}/${String(run.historyLength)}`;
    await recordIncident(
      transaction,
      { id, view },
      { kind: 'stuck', reason, people, notification: { key, kind: 'incident' } },
      { run_id: run.runId, stuck_at: sql`now()`, orphaned_at: null },
    );
  });
}

export const formatStuckReason = (id: string, cause: string): string =>
  `Its workflow stands still: ${cause}. Nothing is lost, what is said to it meanwhile is kept, and it goes on by ` +
  `itself once that is mended. For whoever runs Firstday: the worker's log says where it fails. Deploy code that ` +
  `fits, or have it do its last step again: temporal workflow reset --workflow-id ${toOnboardingWorkflowId(id)} ` +
  `--type LastWorkflowTask --reason "it stood still"`;
