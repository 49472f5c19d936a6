import type { Client, WorkflowHandle } from '@temporalio/client';
import { TypedSearchAttributes, type WorkflowIdReusePolicy } from '@temporalio/common';
import { TASK_QUEUE, WORKFLOW_TYPES, toOnboardingWorkflowId } from '../domain/ids';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import { buildFirstProjection } from '../domain/onboarding/first-projection';
import { listSearchAttributes } from '../domain/search-attributes';

const START_TIMEOUT_MS = 5_000;

/**
 * Starts the workflow of one onboarding; a running one is left unchanged.
 * @throws WorkflowExecutionAlreadyStartedError when it has closed and `reusePolicy` forbids another run.
 */
export function startOnboardingWorkflow(
  client: Client,
  input: OnboardingInput,
  reusePolicy: WorkflowIdReusePolicy,
): Promise<WorkflowHandle> {
  return client.withDeadline(Date.now() + START_TIMEOUT_MS, () =>
    client.workflow.start(WORKFLOW_TYPES.onboardEmployee, {
      workflowId: toOnboardingWorkflowId(input.id),
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: reusePolicy,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: `Onboarding by the plan ${input.plan.name}`,
      ...(input.options.hasSearchAttributes && { typedSearchAttributes: buildSearchAttributes(input) }),
    }),
  );
}

const buildSearchAttributes = (input: OnboardingInput): TypedSearchAttributes =>
  new TypedSearchAttributes(listSearchAttributes(input, buildFirstProjection(input).view.status));
