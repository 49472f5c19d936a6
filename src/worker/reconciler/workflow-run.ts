import { type Client, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import { toOnboardingWorkflowId } from '../../domain/ids';

/** So long Temporal, or a workflow, is waited for when it is asked. */
export const ANSWER_TIMEOUT_MS = 5_000;

/** One run of a workflow, as Temporal describes it. */
export interface WorkflowRun {
  runId: string;
  status: WorkflowExecutionStatusName;
  historyLength: number;
  /** Which attempt the workflow task under way is; 0: nothing waits for a worker. */
  taskAttempt: number;
}

/** The run that Temporal holds for the current one; undefined where it knows none. */
export async function findCurrentRun(client: Client, id: string): Promise<WorkflowRun | undefined> {
  const handle = client.workflow.getHandle(toOnboardingWorkflowId(id));
  try {
    const description = await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.describe());
    const { runId, status, historyLength, raw } = description;
    return { runId, status: status.name, historyLength, taskAttempt: raw.pendingWorkflowTask?.attempt ?? 0 };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
