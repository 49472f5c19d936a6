import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { toOnboardingWorkflowId } from '../../domain/ids';
import { WAKE_SIGNAL } from '../../domain/onboarding/messages';
import { ANSWER_TIMEOUT_MS, type WorkflowRun } from './workflow-run';

const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
export type WorkflowTaskFailureCause = temporal.api.enums.v1.WorkflowTaskFailedCause;

/** By the fourth attempt a task has failed or timed out three times, which takes about thirty seconds. */
const REPEATING_FROM_ATTEMPT = 4;
const HISTORY_PAGE_SIZE = 50;

/** Recorded by the server in normal operation; not caused by workflow code. */
const HARMLESS_CAUSES: ReadonlySet<WorkflowTaskFailureCause> = new Set([
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
  WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FAILOVER_CLOSE_COMMAND,
]);

/** True if the pending workflow task was attempted repeatedly. Killed workers cause that as well as failing code. */
export const isWorkflowTaskRepeating = ({ status, taskAttempt }: WorkflowRun): boolean =>
  status === 'RUNNING' && taskAttempt >= REPEATING_FROM_ATTEMPT;

/**
 * Reads from the history why the pending task of a repeating run failed; undefined if it timed out instead.
 * The server records the outcome of the first attempt only: later ones time out even if the code fails.
 */
export async function findRecordedFailure(
  client: Client,
  id: string,
  { runId }: WorkflowRun,
): Promise<WorkflowTaskFailureCause | undefined> {
  const { history } = await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: toOnboardingWorkflowId(id), runId },
      maximumPageSize: HISTORY_PAGE_SIZE,
    }),
  );
  const latest = history?.events?.find(
    (event) =>
      event.workflowTaskFailedEventAttributes ??
      event.workflowTaskTimedOutEventAttributes ??
      event.workflowTaskCompletedEventAttributes,
  );
  const cause = latest?.workflowTaskFailedEventAttributes?.cause;
  return cause === undefined || cause === null || HARMLESS_CAUSES.has(cause) ? undefined : cause;
}

/**
 * Signals a run whose task timed out. The server then schedules the task as a first attempt: without the backoff that
 * grew while workers were killed, and with its outcome recorded. Sends at most one signal per history length.
 */
export async function rescheduleWorkflowTask(
  client: Client,
  id: string,
  { runId, historyLength }: WorkflowRun,
): Promise<void> {
  await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
    client.workflowService.signalWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: toOnboardingWorkflowId(id), runId },
      signalName: WAKE_SIGNAL,
      requestId: `wake/${runId}/${String(historyLength)}`,
      identity: client.options.identity,
    }),
  );
}
