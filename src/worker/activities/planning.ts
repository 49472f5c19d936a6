import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { onboardingIdOf } from '../../domain/ids';
import type { PlanningActivities } from '../../domain/planning-activities';
import { absencesAround } from '../../database/absences';
import type { Database } from '../../database/client';
import { FirstdayError } from '../../lib/errors';
import type { Planner } from '../../planning/planner';
import { replanned } from '../../application/replan-onboarding';
import { unexpected } from './attempt';

export interface PlanningDeps {
  database: Database;
  planner: Pick<Planner, 'arrange' | 'replan'>;
}

/** Planning as running onboardings reach it. What is wrong with a wish is final; a database that is away is tried again. */
export const planningActivities = ({ database, planner }: PlanningDeps): PlanningActivities => ({
  arrangeWait: (call) => asFailure(async () => planner.arrange(call, await absencesAround(database, call.openedAt))),
  replan: (call) => asFailure(() => replanned({ database, planner }, onboardingId(), call, now())),
});

/** By Temporal's clock: the time-skipping server's runs ahead of ours. */
const now = (): string => new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();

function onboardingId(): string | undefined {
  const { workflowExecution } = Context.current().info;
  return workflowExecution && onboardingIdOf(workflowExecution.workflowId);
}

/** Runs it; its errors are what Temporal understands. @throws ApplicationFailure */
async function asFailure<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FirstdayError) throw ApplicationFailure.nonRetryable(error.detail, error.code, error.fields);
    throw unexpected(error);
  }
}
