import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { onboardingIdOf } from '../contract/ids';
import type { PlanningActivities, ReplanCall } from '../contract/outside';
import type { Person } from '../contract/request';
import { email } from '../contract/text';
import { absencesAround } from '../database/absences';
import { openKeyOf } from '../database/columns';
import type { Database } from '../database/database';
import { planningFacts } from '../database/facts';
import { holderOf } from '../database/submissions';
import { FirstdayError } from '../errors';
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
      await refuseTakenAddress(database, call);
      const facts = await planningFacts(database, { manager: managerIn(call) }, call.submittedBy, now());
      return planner.replan(call, facts);
    }),
});

/** By Temporal's clock: the time-skipping server's runs ahead of ours. */
const now = (): string => new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();

/** One person has at most one open onboarding, also when the address is amended. @throws FirstdayError `already-open` */
async function refuseTakenAddress(database: Database, { request, change }: ReplanCall): Promise<void> {
  const personalEmail = addressIn(change, 'employee', 'personalEmail');
  if (personalEmail === undefined) return;
  const key = openKeyOf({ ...request, employee: { ...request.employee, personalEmail } });
  const holder = await holderOf(database, key);
  if (holder !== undefined && holder !== onboardingId())
    throw new FirstdayError('already-open', `Onboarding ${holder} is still open for this person.`, [
      { field: 'employee.personalEmail', message: 'has an open onboarding already' },
    ]);
}

function onboardingId(): string | undefined {
  const { workflowExecution } = Context.current().info;
  return workflowExecution && onboardingIdOf(workflowExecution.workflowId);
}

/** Whose own manager planning may ask for: whether the rest of the change is sound is for planning to say. */
const managerIn = ({ request, change }: ReplanCall): Person => ({
  ...request.manager,
  email: addressIn(change, 'manager', 'email') ?? request.manager.email,
});

/** The e-mail address at this place of a merge patch, where there is a valid one. */
function addressIn(change: ReplanCall['change'], part: string, field: string): string | undefined {
  const changes = 'changes' in change ? change.changes : {};
  return email().safeParse(fieldOf(fieldOf(changes, part), field)).data;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

/** Runs it; its errors are what Temporal understands. @throws ApplicationFailure */
async function asFailure<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FirstdayError) throw ApplicationFailure.nonRetryable(error.detail, error.code, error.fields);
    throw unexpected(error);
  }
}
