import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type {
  PlanningActivities,
  ReplanInput,
  ReplanResult,
  ReminderScheduleInput,
} from '../../src/domain/planning-activities';
import type { ReminderSchedule, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { toStepError } from './activity-calls';
import { DATABASE_CALL } from './database-call';
import type { Onboarding } from './onboarding';

const { computeReminderSchedule } = proxyActivities<PlanningActivities>({
  ...DATABASE_CALL,
  summary: 'Count deadlines, find deputies',
});

const { replan } = proxyActivities<PlanningActivities>({
  ...DATABASE_CALL,
  // Outlasts a database outage of minutes, so that a recorded change takes effect, but not by the next morning.
  scheduleToCloseTimeout: '10 minutes',
  summary: 'Plan anew',
});

/**
 * Computes deadlines and deputies of a wait that opens now; prevents continue-as-new meanwhile. If planning fails for
 * good, the request stays open without deadlines.
 */
export async function scheduleReminders(
  onboarding: Onboarding,
  { id }: ResolvedStep,
  input: Omit<ReminderScheduleInput, 'openedAt' | 'location' | 'neededBy'>,
): Promise<ReminderSchedule> {
  const { request, plan } = onboarding.input;
  const { location } = request.job;
  const neededBy = onboarding.termination === undefined ? plan.dayOne.startsAt : undefined;
  try {
    return await onboarding.trackCall(() =>
      computeReminderSchedule({ ...input, openedAt: onboarding.now(), location, neededBy }),
    );
  } catch (error) {
    if (isCancellation(error)) throw error;
    onboarding.appendTimelineEntry({ kind: 'schedule-unavailable', step: id, reason: toStepError(error) });
    return { substitutes: [] };
  }
}

/** @throws ActivityFailure if the change is not possible. */
export const requestReplan = (onboarding: Onboarding, input: ReplanInput): Promise<ReplanResult> =>
  onboarding.trackCall(() => CancellationScope.nonCancellable(() => replan(input)));
