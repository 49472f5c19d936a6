import { temporal } from '@temporalio/proto';
import { sql } from 'kysely';
import { toOnboardingWorkflowId } from '../../domain/ids';
import { dedupePeople } from '../../domain/people';
import { createReason } from '../../domain/reasons/reason';
import type { Database } from '../../database/client';
import { recordIncident } from '../../database/incidents';
import { runIfUnchanged, type RowVersion } from './run-if-unchanged';
import type { WorkflowRun } from './workflow-run';
import type { WorkflowTaskFailureCause } from './workflow-task';

const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
/** Codes by failure cause. */
const STUCK_CODES: Partial<Record<WorkflowTaskFailureCause, `stuck.${'nondeterminism' | 'error'}`>> = {
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR]: 'stuck.nondeterminism',
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE]: 'stuck.error',
};

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
    const reason = createReason(STUCK_CODES[cause] ?? 'stuck.no-progress', { workflowId: toOnboardingWorkflowId(id) });
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
