import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { PlanningActivities, ReplanCall, Replanned, WaitCall } from '../../src/domain/planning-activities';
import type { Arrangement, ResolvedStep } from '../../src/domain/plan/types';
import { errorOf } from './activity-calls';
import { now, type Onboarding } from './onboarding';

const { arrangeWait } = proxyActivities<PlanningActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  summary: 'Count deadlines, find deputies',
});

const { replan } = proxyActivities<PlanningActivities>({
  startToCloseTimeout: '10 seconds',
  // What was recorded is to count also where the database takes minutes to come back; nobody wants it the next morning.
  scheduleToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 seconds' },
  summary: 'Plan anew',
});

/**
 * Asks calendars and people about a wait that opens now; while it is asked, the onboarding is not at rest. Where they have no answer and
 * never will, people are asked all the same, without deadlines.
 */
export async function arrange(
  onboarding: Onboarding,
  { id }: ResolvedStep,
  asked: Omit<WaitCall, 'openedAt' | 'location'>,
): Promise<Arrangement> {
  const { location } = onboarding.input.request.job;
  try {
    return await inFlight(onboarding, () => arrangeWait({ ...asked, openedAt: now(), location }));
  } catch (error) {
    if (isCancellation(error)) throw error;
    onboarding.record({ kind: 'not-arranged', step: id, note: errorOf(error).message });
    return { standIns: [] };
  }
}

/** @throws ActivityFailure where what is wanted is not possible. */
export const planAnew = (onboarding: Onboarding, call: ReplanCall): Promise<Replanned> =>
  inFlight(onboarding, () => CancellationScope.nonCancellable(() => replan(call)));

async function inFlight<Answer>(onboarding: Onboarding, ask: () => Promise<Answer>): Promise<Answer> {
  onboarding.inFlight += 1;
  try {
    return await ask();
  } finally {
    onboarding.inFlight -= 1;
  }
}
