import { resolveAccess } from '../company/resolve-access';
import type { Company } from '../company/settings';
import type { Access } from '../domain/access';
import type { OnboardingRequest } from '../domain/request';
import type { AccessPart, PlanDefinition } from './dsl';
import type { PlanningFacts } from './planning-facts';
import { priceEquipment } from './price-equipment';

/** Returns the plan that the request names, or else the first that applies; undefined if there is none of that name. */
export function choosePlan(
  request: OnboardingRequest,
  facts: Pick<PlanningFacts, 'prices' | 'company'>,
  plans: readonly PlanDefinition[],
): PlanDefinition | undefined {
  if (request.plan !== undefined) return plans.find(({ name }) => name === request.plan);
  const access = resolveAccess(facts.company, request);
  const { cost } = priceEquipment(request, access, facts);
  const onboarding = { request, access, equipmentCostCents: cost.amountCents };
  return plans.find(({ appliesTo }) => appliesTo?.holds(onboarding)) ?? plans.at(-1);
}

/** Resolves the access of a request under its plan: a profile may depend on the plan, and a plan may give a part of it. */
export function resolvePlannedAccess(
  request: OnboardingRequest,
  { name, gives }: Pick<PlanDefinition, 'name' | 'gives'>,
  company: Company,
): Access {
  const access = resolveAccess(company, { ...request, plan: name });
  const isGiven = (part: AccessPart): boolean => gives?.includes(part) ?? true;
  return {
    ...access,
    ...(!isGiven('accounts') && { accounts: [], deviations: [] }),
    ...(!isGiven('equipment') && { equipment: [] }),
    ...(!isGiven('trainings') && { trainings: [] }),
  };
}
