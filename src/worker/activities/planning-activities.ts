import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { parseOnboardingId } from '../../domain/ids';
import type { PlanningActivities } from '../../domain/planning-activities';
import { listAbsencesAround } from '../../database/absences';
import type { Database } from '../../database/client';
import { FirstdayError } from '../../lib/errors';
import type { Planner } from '../../planning/planner';
import { replanOnboarding } from '../../application/replan-onboarding';
import { toFailureWithoutCause } from './run-attempt';

export interface PlanningActivityDeps {
  database: Database;
  planner: Pick<Planner, 'computeReminderSchedule' | 'replan'>;
}

/** Errors in the requested change are final; a database outage is retried. */
export const createPlanningActivities = ({ database, planner }: PlanningActivityDeps): PlanningActivities => ({
  computeReminderSchedule: (input) =>
    withApplicationFailures(async () =>
      planner.computeReminderSchedule(input, await listAbsencesAround(database, input.openedAt)),
    ),
  replan: (input) =>
    withApplicationFailures(() =>
      replanOnboarding({ database, planner }, getOnboardingId(), input, getAttemptScheduledTime()),
    ),
});

/** Temporal's clock: the time-skipping server's runs ahead of ours. */
const getAttemptScheduledTime = (): string =>
  new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();

function getOnboardingId(): string | undefined {
  const { workflowExecution } = Context.current().info;
  return workflowExecution && parseOnboardingId(workflowExecution.workflowId);
}

/** Converts every error to an ApplicationFailure; a FirstdayError is not retried. */
async function withApplicationFailures<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FirstdayError) throw ApplicationFailure.nonRetryable(error.detail, error.code, error.fields);
    throw toFailureWithoutCause(error);
  }
}
