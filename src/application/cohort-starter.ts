import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { buildCohortInput, type CohortInput } from '../domain/cohort';
import { WORKFLOW_TYPES } from '../domain/ids';
import { markCohortDelivered, type CohortRecord, listUndeliveredCohorts } from '../database/cohorts';
import { allSettledOrThrow, startBackgroundLoop, type BackgroundLoop } from '../lib/background-loop';
import { buildCohortStart, sendCohortSignal } from '../temporal/send-cohort-signal';
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
  const input = buildCohortInput(id, options.apiOnly);
  const { action, by, comment, authority } = command;
  if (action === 'start') return startCohort(client, input);
  if (by === undefined) throw new Error(`The command ${action} of a cohort lacks its sender.`);
  const proof = authority && { ...authority, onboardingId: id, signal: action };
  if (action === 'cancel') await sendCohortSignal(client, input, 'cancel', { by, reason: comment, proof });
  else await sendCohortSignal(client, input, 'resume', { by, comment, proof });
}

async function startCohort(client: Client, input: CohortInput): Promise<void> {
  const policies = { workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING' } as const;
  const start = { ...buildCohortStart(input), ...policies };
  await client.workflow.start(WORKFLOW_TYPES.onboardCohort, start).catch((error: unknown) => {
    // Started earlier and closed since, so it counts as delivered.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  });
}
