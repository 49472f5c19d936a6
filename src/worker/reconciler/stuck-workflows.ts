import { temporal } from '@temporalio/proto';
import { sql } from 'kysely';
import { workflowIdOf } from '../../domain/ids';
import { distinct } from '../../domain/people';
import type { Database } from '../../database/client';
import { showObstacle } from '../../database/incidents';
import { ifUnchanged, type SeenRow } from './optimistic-lock';
import type { Run } from './workflow-run';
import type { FailedCause } from './workflow-task';

const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
/** Why its task fails, in a person's words. */
export const CAUSES: Partial<Record<FailedCause, string>> = {
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR]:
    'the code that runs now does not fit what it has done so far',
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE]:
    'the code that runs it has a fault',
};
export const UNKNOWN_CAUSE = 'its worker does not get over its next step';

/**
 * Marks an onboarding that stands still: it needs attention, and whoever submitted it and those whom its plan names for
 * that are told, once. Does nothing where the row was written since it was seen.
 */
export async function markStuck(database: Database, seen: SeenRow, run: Run, cause: FailedCause): Promise<void> {
  await ifUnchanged(database, seen, async (transaction, { id, view, input, replanned }) => {
    const reason = standstillReason(id, CAUSES[cause] ?? UNKNOWN_CAUSE);
    const people = distinct([view.submittedBy, ...(replanned ?? input).plan.attention]);
    const key = `standstill/${run.runId}/${String(run.historyLength)}`;
    await showObstacle(
      transaction,
      { id, view },
      { kind: 'stands-still', reason, people, notice: { key, kind: 'stands-still' } },
      { run_id: run.runId, stuck_at: sql`now()`, lost_at: null },
    );
  });
}

/** What a person is told, with what mends it. */
export const standstillReason = (id: string, cause: string): string =>
  `Its workflow stands still: ${cause}. Nothing is lost, what is said to it meanwhile is kept, and it goes on by ` +
  `itself once that is mended. For whoever runs Firstday: the worker's log says where it fails. Deploy code that ` +
  `fits, or have it do its last step again: temporal workflow reset --workflow-id ${workflowIdOf(id)} ` +
  `--type LastWorkflowTask --reason "it stood still"`;
