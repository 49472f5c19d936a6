import { CancellationScope, condition, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { CohortActivities, CohortInput, CohortStand, RowRange } from '../src/domain/cohort';
import { Cohort } from './cohort/cohort';
import { receiveOrders } from './cohort/commands';

/** The activities, for one call; `summary` is for Temporal's own pages. */
const activities = (summary: string) =>
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
export async function onboardCohort(input: CohortInput): Promise<CohortStand> {
  const cohort = new Cohort(input);
  receiveOrders(cohort);

  // Shielded: Temporal's own cancel means our `cancel`.
  return CancellationScope.nonCancellable(async () => {
    for (;;) {
      await carryOut(cohort);
      if (cohort.isHistoryFull) return continueAsNew<typeof onboardCohort>(cohort.carriedOn);
      if (cohort.isOver) return cohort.stand;
      await condition(() => !cohort.isBegun, input.restMs, { summary: 'Until something is wanted of the cohort' });
    }
  });
}

/** Does what is wanted of the rows, so many at once; ends early where something else is wanted, or the history is full. */
async function carryOut(cohort: Cohort): Promise<void> {
  if (!cohort.isBegun) await begin(cohort);
  await Promise.all(Array.from({ length: cohort.input.atOnce }, () => goThrough(cohort)));
  cohort.stands(await activities('Count the rows').readStand(cohort.input.cohortId));
}

async function begin(cohort: Cohort): Promise<void> {
  const { order, input } = cohort;
  const resumes = order.what === 'resume';
  const { reopenRows, readStand } = activities(resumes ? 'Have what did not start wait again' : 'Count the rows');
  cohort.begin(order, await (resumes ? reopenRows : readStand)(input.cohortId));
}

async function goThrough(cohort: Cohort): Promise<void> {
  for (let range = cohort.nextRange(); range !== undefined; range = cohort.nextRange()) {
    cohort.stands(await act(cohort, range));
  }
}

function act({ order }: Cohort, range: RowRange): Promise<CohortStand> {
  const rows = `rows ${String(range.from)} to ${String(range.to)}`;
  if (order.what !== 'cancel') return activities(`Start ${rows}`).startRows(range);
  const { by, reason = 'The whole cohort was cancelled', authority } = order;
  return activities(`Cancel ${rows}`).cancelRows({ ...range, by, reason, authority });
}
