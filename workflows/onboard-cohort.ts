import { CancellationScope, condition, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { CohortActivities, CohortInput, CohortProgress, RowRange } from '../src/domain/cohort';
import { Cohort } from './cohort/cohort';
import { registerCommandHandlers } from './cohort/command-handlers';
import { requireCohortInput } from './require-submitted-input';

/** `summary` is shown in Temporal's UI. */
const proxyCohortActivities = (summary: string) =>
  proxyActivities<CohortActivities>({
    summary,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
  });

/**
 * Onboards many hires from one file. Bounds how many start at once, not how many are open. Stays open until its last
 * onboarding has ended, so that all can be cancelled together. Rows and onboardings live on without this workflow.
 */
export async function onboardCohort(input: CohortInput): Promise<CohortProgress> {
  requireCohortInput(input);
  const cohort = new Cohort(input);
  registerCommandHandlers(cohort);

  // Shielded: Temporal's own cancel is handled as our `cancel`.
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      await executeCommand(cohort);
      if (cohort.isHistoryFull) return continueAsNew<typeof onboardCohort>(cohort.inputForNextRun);
      if (cohort.isFinished) return cohort.progress;
      await condition(() => !cohort.hasStartedCommand, input.pollIntervalMs, {
        summary: 'Until something is wanted of the cohort',
      });
    }
  });
}

/** Processes the rows in `concurrency` parallel loops. Ends early on a new command or a full history. */
async function executeCommand(cohort: Cohort): Promise<void> {
  if (!cohort.hasStartedCommand) await startCommand(cohort);
  await Promise.all(Array.from({ length: cohort.input.concurrency }, () => processRowRanges(cohort)));
  cohort.updateProgress(await proxyCohortActivities('Count the rows').readProgress(cohort.input.cohortId));
}

async function startCommand(cohort: Cohort): Promise<void> {
  const { command, input } = cohort;
  const resumes = command.action === 'resume';
  const { reopenRows, readProgress } = proxyCohortActivities(
    resumes ? 'Have what did not start wait again' : 'Count the rows',
  );
  cohort.markCommandStarted(command, await (resumes ? reopenRows : readProgress)(input.cohortId));
}

async function processRowRanges(cohort: Cohort): Promise<void> {
  for (let range = cohort.takeNextRange(); range !== undefined; range = cohort.takeNextRange()) {
    cohort.updateProgress(await processRange(cohort, range));
  }
}

function processRange({ command }: Cohort, range: RowRange): Promise<CohortProgress> {
  const rows = `rows ${String(range.from)} to ${String(range.to)}`;
  if (command.action !== 'cancel') return proxyCohortActivities(`Start ${rows}`).startRows(range);
  const { by, comment, authority } = command;
  return proxyCohortActivities(`Cancel ${rows}`).cancelRows({ ...range, by, comment, authority });
}
