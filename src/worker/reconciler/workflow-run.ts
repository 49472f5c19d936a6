import { type Client, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import { toOnboardingWorkflowId } from '../../domain/ids';

/** Timeout for calls to Temporal and queries to workflows. */
export const ANSWER_TIMEOUT_MS = 5_000;

export interface WorkflowRun {
  runId: string;
  status: WorkflowExecutionStatusName;
  historyLength: number;
  /** Attempt number of the pending workflow task; 0 if there is none. */
  taskAttempt: number;
}

/** Returns undefined if Temporal does not know the workflow. */
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
