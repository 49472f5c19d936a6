import { type Client, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../../domain/ids';

/** So long Temporal, or a workflow, is waited for when it is asked. */
export const ANSWER_MS = 5_000;

/** One run of a workflow, as Temporal describes it. */
export interface Run {
  runId: string;
  status: WorkflowExecutionStatusName;
  historyLength: number;
  /** Which attempt the workflow task under way is; 0: nothing waits for a worker. */
  taskAttempt: number;
}

/** The run that Temporal holds for the current one; undefined where it knows none. */
export async function currentRun(client: Client, id: string): Promise<Run | undefined> {
  const handle = client.workflow.getHandle(workflowIdOf(id));
  try {
    const described = await client.withDeadline(Date.now() + ANSWER_MS, () => handle.describe());
    const { runId, status, historyLength, raw } = described;
    return { runId, status: status.name, historyLength, taskAttempt: raw.pendingWorkflowTask?.attempt ?? 0 };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
