import type { ReplanInput } from '../domain/planning-activities';
import type { ResolvedPlan } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';
import { priceEquipment } from './price-equipment';
import { reassignRelations } from './reassign-relations';
import { refreshSteps } from './refresh-steps';

/**
 * Adapts the approved plan to the request: its cost, its people and its settings. Later edits of the plan's definition do
 * not apply otherwise.
 * @throws FirstdayError `not-plannable` if a step has no possible assignee
 */
export function amendFrozenPlan(
  input: ReplanInput,
  request: OnboardingRequest,
  facts: PlanningFacts,
  planning: PlanningContext,
): ResolvedPlan {
  const { cost } = priceEquipment(request, input.plan.access, facts);
  const plan = { ...reassignRelations(input, request, facts, planning), cost };
  const activityIds = plan.steps.filter(({ kind }) => kind === 'activity').map(({ id }) => id);
  return refreshSteps(plan, request, activityIds, planning);
}
