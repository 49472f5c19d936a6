import type { Client, WorkflowHandle } from '@temporalio/client';
import { TypedSearchAttributes, type WorkflowIdReusePolicy } from '@temporalio/common';
import { TASK_QUEUE, WORKFLOW_TYPES, workflowIdOf } from '../domain/ids';
import type { OnboardingInput } from '../domain/plan/types';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';

const DEADLINE_MS = 5_000;

/**
 * Starts the workflow of one onboarding; one that runs already is left as it is.
 * @throws WorkflowExecutionAlreadyStartedError where it has closed and `reuse` refuses to run it again.
 */
export function startOnboarding(
  client: Client,
  input: OnboardingInput,
  reuse: WorkflowIdReusePolicy,
): Promise<WorkflowHandle> {
  return client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.start(WORKFLOW_TYPES.onboardEmployee, {
      workflowId: workflowIdOf(input.id),
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: reuse,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: `Onboarding by the plan ${input.plan.name}`,
      ...(input.options.searchAttributes && { typedSearchAttributes: searchAttributesOf(input) }),
    }),
  );
}

const searchAttributesOf = ({ request, plan }: OnboardingInput): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: SEARCH_ATTRIBUTES.department, value: request.job.department },
    { key: SEARCH_ATTRIBUTES.location, value: request.job.location },
    { key: SEARCH_ATTRIBUTES.startDate, value: new Date(plan.dayOne.startsAt) },
  ]);
