import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type {
  PlanningActivities,
  ReplanInput,
  ReplanResult,
  ReminderScheduleInput,
} from '../../src/domain/planning-activities';
import type { ReminderSchedule, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { toStepError } from './activity-calls';
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
export async function scheduleReminders(
  onboarding: Onboarding,
  { id }: ResolvedStep,
  call: Omit<ReminderScheduleInput, 'openedAt' | 'location'>,
): Promise<ReminderSchedule> {
  const { location } = onboarding.input.request.job;
  try {
    return await trackPendingCall(onboarding, () => arrangeWait({ ...call, openedAt: now(), location }));
  } catch (error) {
    if (isCancellation(error)) throw error;
    onboarding.appendTimelineEntry({ kind: 'not-arranged', step: id, note: toStepError(error).message });
    return { standIns: [] };
  }
}

/** @throws ActivityFailure where what is wanted is not possible. */
export const requestReplan = (onboarding: Onboarding, call: ReplanInput): Promise<ReplanResult> =>
  trackPendingCall(onboarding, () => CancellationScope.nonCancellable(() => replan(call)));

async function trackPendingCall<Answer>(onboarding: Onboarding, call: () => Promise<Answer>): Promise<Answer> {
  onboarding.pendingCalls += 1;
  try {
    return await call();
  } finally {
    onboarding.pendingCalls -= 1;
  }
}
