import { Context } from '@temporalio/activity';
import { parseOnboardingId } from '../../domain/ids';
import { createReason, describeReason, type Reason } from '../../domain/reasons/reason';
import type { PlanningActivities } from '../../domain/planning-activities';
import { listAbsencesAround } from '../../database/absences';
import type { Database } from '../../database/client';
import { loadCompany } from '../../database/company';
import { FirstdayError } from '../../lib/errors';
import type { Planner } from '../../planning/planner';
import { replanOnboarding } from '../../application/replan-onboarding';
import { createFailure, toFailureWithoutCause } from './run-attempt';

export interface PlanningActivityDeps {
  database: Database;
  planner: Pick<Planner, 'computeReminderSchedule' | 'replan' | 'useKnownSpellings'>;
}

/** Errors in the requested change are final; a database outage is retried. */
export const createPlanningActivities = ({ database, planner }: PlanningActivityDeps): PlanningActivities => ({
  computeReminderSchedule: (input) =>
    withApplicationFailures(async () => {
      const [company, absences] = await Promise.all([
        loadCompany(database),
        listAbsencesAround(database, input.openedAt),
      ]);
      return planner.computeReminderSchedule(input, { company, absences });
    }),
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
    const rejection = error instanceof FirstdayError ? toRejection(error) : undefined;
    if (rejection === undefined) throw toFailureWithoutCause(error);
    throw createFailure(rejection, { message: describeReason(rejection), nonRetryable: true });
  }
}

/** Returns undefined for an error that is not about the requested change. */
function toRejection({ code, reason, fields }: FirstdayError): Reason | undefined {
  if (reason !== undefined) return reason;
  if (code === 'not-plannable') return createReason(code, {});
  return code === 'invalid-request' || code === 'not-possible'
    ? createReason(code, { fields: fields.map(({ field }) => field) })
    : undefined;
}
