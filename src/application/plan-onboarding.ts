import { randomUUID } from 'node:crypto';
import { ENGINE_VERSION } from '../domain/ids';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../domain/request';
import type { Database } from '../database/client';
import { loadPlanningFacts } from '../database/planning-facts';
import type { Planner } from '../planning/planner';

export interface PlanningDeps {
  database: Database;
  planner: Planner;
  /** Frozen into each onboarding. */
  options: OnboardingInput['options'];
}

/**
 * Plans a request and builds the workflow input. Reads the database and writes nothing.
 * @throws FirstdayError `invalid-request` or `not-plannable`, from the planner
 */
export async function planOnboarding(
  { database, planner, options }: PlanningDeps,
  submittedRequest: OnboardingRequest,
  submittedBy: Person,
): Promise<OnboardingInput> {
  const facts = await loadPlanningFacts(database, submittedRequest, submittedBy);
  const request = planner.useKnownSpellings(submittedRequest, facts);
  return {
    engineVersion: ENGINE_VERSION,
    id: randomUUID(),
    request,
    plan: planner.resolvePlan(request, facts),
    submittedBy,
    submittedAt: facts.now,
    options,
  };
}
