import type { ReplanCall, Replanned } from '../domain/planning-activities';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { openKeyOf } from '../database/columns';
import type { Database } from '../database/client';
import { planningFacts } from '../database/planning-facts';
import { holderOf } from '../database/idempotent-submissions';
import { FirstdayError } from '../lib/errors';
import { mergePatch } from '../planning/merge-patch';
import type { Planner } from '../planning/planner';

export interface ReplanDeps {
  database: Database;
  planner: Pick<Planner, 'replan'>;
}

/**
 * A running onboarding planned anew: what the API says before it asks the workflow, and the workflow's own last word.
 * @param now RFC 3339: what counts as past and future
 * @throws FirstdayError `invalid-request` (its fields), `not-possible`, `not-plannable` or `already-open`
 */
export async function replanned(
  { database, planner }: ReplanDeps,
  onboardingId: string | undefined,
  call: ReplanCall,
  now: string,
): Promise<Replanned> {
  const facts = await planningFacts(database, requestedIn(call), call.submittedBy, now);
  const result = planner.replan(call, facts);
  await refuseTakenAddress(database, onboardingId, result.request);
  return result;
}

/** The request as it is wanted. Where it is not valid, planning says so; until then the old one serves. */
function requestedIn({ request, change }: ReplanCall): OnboardingRequest {
  if (!('changes' in change)) return request;
  return requestSchema.safeParse(mergePatch(request, change.changes)).data ?? request;
}

/** One person has at most one open onboarding, also when the address is amended. */
async function refuseTakenAddress(
  database: Database,
  onboardingId: string | undefined,
  request: OnboardingRequest,
): Promise<void> {
  const holder = await holderOf(database, openKeyOf(request));
  if (holder === undefined || holder === onboardingId) return;
  throw new FirstdayError('already-open', `Onboarding ${holder} is still open for this person.`, [
    { field: 'employee.personalEmail', message: 'has an open onboarding already' },
  ]);
}
