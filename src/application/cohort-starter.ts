import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { buildCohortInput, COHORT_SIGNALS } from '../domain/cohort';
import { toCohortWorkflowId, TASK_QUEUE, WORKFLOW_TYPES } from '../domain/ids';
import { markCohortDelivered, type CohortRecord, listUndeliveredCohorts } from '../database/cohorts';
import { allSettledOrThrow, startBackgroundLoop, type BackgroundLoop } from '../lib/background-loop';
import type { StarterDeps } from './onboarding-starter';

const SWEEP_INTERVAL_MS = 1_000;
const SWEEP_BATCH_SIZE = 10;
const DELIVERY_TIMEOUT_MS = 5_000;

export interface CohortStarter {
  /** Sweeps for undelivered cohorts at once. */
  trigger(): void;
  start(): void;
  /** Stops sweeping and waits for deliveries in progress. */
  stop(): Promise<void>;
}

/**
 * Delivers cohort commands to Temporal: at once when triggered, else by a sweep every second, which covers a process
 * that died before the delivery. A `resume` or `cancel` for a closed cohort workflow starts it again.
 */
export function createCohortStarter({ database, client, logger }: StarterDeps): CohortStarter {
  async function sweep(): Promise<void> {
    const cohorts = await listUndeliveredCohorts(database, SWEEP_BATCH_SIZE);
    await allSettledOrThrow(
      cohorts.map(async (cohort) => {
        await client.withDeadline(Date.now() + DELIVERY_TIMEOUT_MS, () => sendCohortCommand(client, cohort));
        await markCohortDelivered(database, cohort);
      }),
    );
  }

  let sweepLoop: BackgroundLoop | undefined;
  return {
    trigger: () => sweepLoop?.trigger(),
    start: () =>
      void (sweepLoop ??= startBackgroundLoop('The sweep for undelivered cohorts', SWEEP_INTERVAL_MS, logger, sweep)),
    stop: async () => sweepLoop?.stop(),
  };
}

async function sendCohortCommand(client: Client, { id, command, options }: CohortRecord): Promise<void> {
  const start = {
    workflowId: toCohortWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [buildCohortInput(id, options.apiOnly)] as [unknown],
    staticSummary: 'Many hires from one file',
  };
  const { action, by, comment, authority } = command;
  if (action === 'start') {
    const policies = { workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING' } as const;
    await client.workflow.start(WORKFLOW_TYPES.onboardCohort, { ...start, ...policies }).catch((error: unknown) => {
      // Started earlier and closed since, so it counts as delivered.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
    return;
  }
  const proof = authority && { ...authority, onboardingId: id };
  const signalArgs = [{ by, reason: comment, proof }];
  await client.workflow.signalWithStart(WORKFLOW_TYPES.onboardCohort, {
    ...start,
    signal: COHORT_SIGNALS[action],
    signalArgs,
  });
}
