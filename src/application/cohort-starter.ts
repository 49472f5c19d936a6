import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { cohortInput, COHORT_SIGNALS } from '../domain/cohort';
import { cohortWorkflowIdOf, TASK_QUEUE, WORKFLOW_TYPES } from '../domain/ids';
import { cohortDelivered, type CohortRow, undeliveredCohorts } from '../database/cohorts';
import { allOf, repeat, type Repetition } from '../lib/background-loop';
import type { StarterDeps } from './onboarding-starter';

const SWEEP_MS = 1_000;
const SWEEP_BATCH = 10;
const DEADLINE_MS = 5_000;

export interface CohortStarter {
  /** Looks at once for what is undelivered. */
  wake(): void;
  start(): void;
  /** Stops looking, and waits for the deliveries under way. */
  stop(): Promise<void>;
}

/**
 * Delivers what is wanted of cohorts to Temporal until it has it: at once when woken, by a sweep each second where a
 * process died in between. An order for a cohort whose workflow has ended starts it again.
 */
export function createCohortStarter({ database, client, logger }: StarterDeps): CohortStarter {
  async function sweep(): Promise<void> {
    const cohorts = await undeliveredCohorts(database, SWEEP_BATCH);
    await allOf(
      cohorts.map(async (cohort) => {
        await client.withDeadline(Date.now() + DEADLINE_MS, () => tell(client, cohort));
        await cohortDelivered(database, cohort);
      }),
    );
  }

  let sweeping: Repetition | undefined;
  return {
    wake: () => sweeping?.wake(),
    start: () => void (sweeping ??= repeat('The sweep for undelivered cohorts', SWEEP_MS, logger, sweep)),
    stop: async () => sweeping?.stop(),
  };
}

async function tell(client: Client, { id, wanted, options }: CohortRow): Promise<void> {
  const start = {
    workflowId: cohortWorkflowIdOf(id),
    taskQueue: TASK_QUEUE,
    args: [cohortInput(id, options.apiOnly)] as [unknown],
    staticSummary: 'Many hires from one file',
  };
  const { what, by, reason, authority } = wanted;
  if (what === 'start') {
    const policies = { workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING' } as const;
    await client.workflow.start(WORKFLOW_TYPES.onboardCohort, { ...start, ...policies }).catch((error: unknown) => {
      // Started before, and closed since: it was delivered.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
    return;
  }
  const proof = authority && { ...authority, onboardingId: id };
  const signalArgs = [{ by, reason, proof }];
  await client.workflow.signalWithStart(WORKFLOW_TYPES.onboardCohort, {
    ...start,
    signal: COHORT_SIGNALS[what],
    signalArgs,
  });
}
