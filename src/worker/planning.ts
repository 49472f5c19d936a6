import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { onboardingIdOf } from '../contract/ids';
import type { PlanningActivities, ReplanCall } from '../contract/outside';
import { type OnboardingRequest, requestSchema } from '../contract/request';
import { absencesAround } from '../database/absences';
import { openKeyOf } from '../database/columns';
import type { Database } from '../database/database';
import { planningFacts } from '../database/facts';
import { holderOf } from '../database/submissions';
import { FirstdayError } from '../errors';
import { mergePatch } from '../planning/merge-patch';
import type { Planner } from '../planning/planner';
import { unexpected } from './effects-attempt';

export interface PlanningDeps {
  database: Database;
  planner: Pick<Planner, 'arrange' | 'replan'>;
}

/** Planning as running onboardings reach it. What is wrong with a wish is final; a database that is away is tried again. */
export const planningActivities = ({ database, planner }: PlanningDeps): PlanningActivities => ({
  arrangeWait: (call) => asFailure(async () => planner.arrange(call, await absencesAround(database, call.openedAt))),
  replan: (call) =>
    asFailure(async () => {
      const facts = await planningFacts(database, requestedIn(call), call.submittedBy, now());
      const replanned = planner.replan(call, facts);
      await refuseTakenAddress(database, replanned.request);
      return replanned;
    }),
});

/** By Temporal's clock: the time-skipping server's runs ahead of ours. */
const now = (): string => new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();

/** The request as it is wanted. Where it is not valid, planning says so; until then the old one serves. */
function requestedIn({ request, change }: ReplanCall): OnboardingRequest {
  if (!('changes' in change)) return request;
  return requestSchema.safeParse(mergePatch(request, change.changes)).data ?? request;
}

/** One person has at most one open onboarding, also when the address is amended. @throws FirstdayError `already-open` */
async function refuseTakenAddress(database: Database, request: OnboardingRequest): Promise<void> {
  const holder = await holderOf(database, openKeyOf(request));
  if (holder !== undefined && holder !== onboardingId())
    throw new FirstdayError('already-open', `Onboarding ${holder} is still open for this person.`, [
      { field: 'employee.personalEmail', message: 'has an open onboarding already' },
    ]);
}

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
