import type { ReplanInput, ReplanResult } from '../domain/planning-activities';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { computeOpenKey } from '../database/onboarding-columns';
import type { Database } from '../database/client';
import { loadSharedPlanningFacts } from '../database/planning-facts';
import { findOpenOnboardingId } from '../database/submissions';
import { FirstdayError } from '../lib/errors';
import { applyMergePatch } from '../planning/merge-patch';
import type { Planner } from '../planning/planner';
import { createFieldError } from '../domain/field-errors/field-error';
import { createReason } from '../domain/reasons/reason';

export interface ReplanDeps {
  database: Database;
  planner: Pick<Planner, 'replan' | 'useKnownSpellings'>;
}

/**
 * Replans a running onboarding: for the API's check and preview, and for the workflow, which has the final decision.
 * @param now instant that separates past from future
 * @throws FirstdayError `invalid-request` (with its fields), `not-possible`, `not-plannable` or `already-open`
 */
export async function replanOnboarding(
  { database, planner }: ReplanDeps,
  onboardingId: string | undefined,
  input: ReplanInput,
  now: string,
): Promise<ReplanResult> {
  const requests = [input.request, applyRequestedChanges(input)];
  const facts = await loadSharedPlanningFacts(database, requests, input.submittedBy, now);
  const { change } = input;
  const spelledChange = 'changes' in change ? { changes: planner.useKnownSpellings(change.changes, facts) } : change;
  const result = planner.replan({ ...input, change: spelledChange }, facts);
  await ensureNoOtherOpenOnboarding(database, onboardingId, result.request);
  return result;
}

/** Amended request for loading facts. Falls back to the current one if invalid, which the planner then rejects. */
function applyRequestedChanges({ request, change }: ReplanInput): OnboardingRequest {
  if (!('changes' in change)) return request;
  return requestSchema.safeParse(applyMergePatch(request, change.changes)).data ?? request;
}

/** Enforces one open onboarding per person, also when the e-mail address is amended. */
async function ensureNoOtherOpenOnboarding(
  database: Database,
  onboardingId: string | undefined,
  request: OnboardingRequest,
): Promise<void> {
  const openOnboardingId = await findOpenOnboardingId(database, computeOpenKey(request));
  if (openOnboardingId === undefined || openOnboardingId === onboardingId) return;
  const params = { onboardingId: openOnboardingId };
  throw new FirstdayError('already-open', createReason('already-open', params), [
    createFieldError('employee.personalEmail', 'person.has-onboarding', params),
  ]);
}
