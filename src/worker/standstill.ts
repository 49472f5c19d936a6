import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { sql } from 'kysely';
import { workflowIdOf } from '../contract/ids';
import { distinct } from '../contract/people';
import type { Database } from '../database/database';
import { showObstacle } from '../database/obstacles';
import { ifUnchanged, type SeenRow } from './if-unchanged';
import { ANSWER_MS, type Run } from './run';

/**
 * A workflow task at this attempt has failed three times over, which takes some twenty seconds. Where no worker is there it
 * waits at its first attempt, or at its second where a worker was killed over it.
 */
const FAILING_ATTEMPT = 4;
const LATEST_EVENTS = 50;

const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
/** Why its task fails, in a person's words. */
export const CAUSES: Partial<Record<temporal.api.enums.v1.WorkflowTaskFailedCause, string>> = {
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR]:
    'the code that runs now does not fit what it has done so far',
  [WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE]:
    'the code that runs it has a fault',
};
export const UNKNOWN_CAUSE = 'its worker does not get over its next step';

/** Whether Temporal says that it runs, while no worker gets over its next workflow task. */
export const standsStill = ({ status, taskAttempt }: Run): boolean =>
  status === 'RUNNING' && taskAttempt >= FAILING_ATTEMPT;

/**
 * Marks an onboarding that stands still: it needs attention, and whoever submitted it and those whom its plan names for
 * that are told, once. Does nothing where the row was written since it was seen.
 */
export async function markStuck(
  { database, client }: { database: Database; client: Client },
  seen: SeenRow,
  run: Run,
): Promise<void> {
  const cause = await causeOf(client, seen.id, run);
  await ifUnchanged(database, seen, async (transaction, { id, view, input, replanned }) => {
    const reason = standstillReason(id, cause);
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

/** Temporal keeps why the first attempt failed; of its message, which may hold personal data, nothing is taken. */
async function causeOf(client: Client, id: string, { runId }: Run): Promise<string> {
  const { history } = await client.withDeadline(Date.now() + ANSWER_MS, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: workflowIdOf(id), runId },
      maximumPageSize: LATEST_EVENTS,
    }),
  );
  const failed = history?.events?.find((event) => event.workflowTaskFailedEventAttributes);
  return CAUSES[failed?.workflowTaskFailedEventAttributes?.cause ?? 0] ?? UNKNOWN_CAUSE;
}
