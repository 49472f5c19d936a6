import { CancellationScope, condition, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { CohortActivities, CohortInput, CohortProgress, RowRange } from '../src/domain/cohort';
import { Cohort } from './cohort/cohort';
import { registerCommandHandlers } from './cohort/command-handlers';

/** The activities, for one call; `summary` is for Temporal's own pages. */
const proxyCohortActivities = (summary: string) =>
  proxyActivities<CohortActivities>({
    summary,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
  });

/**
 * Many hires from one file. It bounds how many start at once, not how many are open, and stays open as long as one of
 * its onboardings is, so that they can be cancelled together. The rows, and the onboardings themselves, are none of its
 * own: they live on without it.
 */
export async function onboardCohort(input: CohortInput): Promise<CohortProgress> {
  const cohort = new Cohort(input);
  registerCommandHandlers(cohort);

  // Shielded: Temporal's own cancel means our `cancel`.
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      await executeCommand(cohort);
      if (cohort.isHistoryFull) return continueAsNew<typeof onboardCohort>(cohort.inputForNextRun);
      if (cohort.isFinished) return cohort.progress;
      await condition(() => !cohort.hasStartedCommand, input.restMs, {
        summary: 'Until something is wanted of the cohort',
      });
    }
  });
}

/** Does what is wanted of the rows, so many at once; ends early where something else is wanted, or the history is full. */
async function executeCommand(cohort: Cohort): Promise<void> {
  if (!cohort.hasStartedCommand) await startCommand(cohort);
  await Promise.all(Array.from({ length: cohort.input.atOnce }, () => processRowRanges(cohort)));
  cohort.updateProgress(await proxyCohortActivities('Count the rows').readStand(cohort.input.cohortId));
}

async function startCommand(cohort: Cohort): Promise<void> {
  const { command, input } = cohort;
  const resumes = command.what === 'resume';
  const { reopenRows, readStand } = proxyCohortActivities(
    resumes ? 'Have what did not start wait again' : 'Count the rows',
  );
  cohort.markCommandStarted(command, await (resumes ? reopenRows : readStand)(input.cohortId));
}

async function processRowRanges(cohort: Cohort): Promise<void> {
  for (let range = cohort.takeNextRange(); range !== undefined; range = cohort.takeNextRange()) {
    cohort.updateProgress(await processRange(cohort, range));
  }
}

function processRange({ command }: Cohort, range: RowRange): Promise<CohortProgress> {
  const rows = `rows ${String(range.from)} to ${String(range.to)}`;
  if (command.what !== 'cancel') return proxyCohortActivities(`Start ${rows}`).startRows(range);
  const { by, reason = 'The whole cohort was cancelled', authority } = command;
  return proxyCohortActivities(`Cancel ${rows}`).cancelRows({ ...range, by, reason, authority });
}
