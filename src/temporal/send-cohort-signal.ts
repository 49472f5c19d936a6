import type { Client } from '@temporalio/client';
import { COHORT_SIGNALS, type CohortInput, type CohortMessages } from '../domain/cohort';
import { TASK_QUEUE, toCohortWorkflowId, WORKFLOW_TYPES } from '../domain/ids';

/** Signals a cohort, and starts its workflow again if it has closed. */
export async function sendCohortSignal<Name extends keyof CohortMessages>(
  client: Client,
  input: CohortInput,
  name: Name,
  message: CohortMessages[Name],
): Promise<void> {
  const signal = { signal: COHORT_SIGNALS[name], signalArgs: [message] };
  await client.workflow.signalWithStart(WORKFLOW_TYPES.onboardCohort, { ...buildCohortStart(input), ...signal });
}

export const buildCohortStart = (input: CohortInput) => ({
  workflowId: toCohortWorkflowId(input.cohortId),
  taskQueue: TASK_QUEUE,
  args: [input] as [unknown],
  staticSummary: 'Many hires from one file',
});
