import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import { findOwn } from '../domain/find-own';
import type { StepDefinition } from './dsl';
import type { PlanningContext } from './planner-config';
import { resolveSettings, resolveTaskContent } from './resolve-step';

/**
 * Computes the settings of these steps again where the plan computes them from the request. The amount that was approved
 * still applies.
 */
export function refreshSettings(
  plan: ResolvedPlan,
  request: OnboardingRequest,
  stepIds: readonly string[],
  planning: PlanningContext,
): ResolvedPlan {
  const onboarding = { request, equipmentCostCents: plan.cost.amountCents };
  return refreshSteps(plan, stepIds, planning, (step, definition) => {
    if (step.kind !== 'activity' || definition.kind !== 'activity' || definition.settings === undefined) return step;
    const declaration = findOwn(planning.activities, step.activity);
    if (declaration === undefined || definition.activity !== step.activity) return step;
    return { ...step, settings: resolveSettings(step.id, definition, declaration, plan, onboarding) };
  });
}

/** Computes the instructions and questions of these tasks again where the plan computes them from the request. */
export function refreshTasks(
  plan: ResolvedPlan,
  request: OnboardingRequest,
  stepIds: readonly string[],
  planning: PlanningContext,
): ResolvedPlan {
  const onboarding = { request, equipmentCostCents: plan.cost.amountCents };
  return refreshSteps(plan, stepIds, planning, (step, definition) => {
    if (step.kind !== 'task' || definition.kind !== 'task' || step.skipReason !== undefined) return step;
    const { instructions, form } = resolveTaskContent(plan.name, step.id, definition, onboarding);
    return {
      ...step,
      ...(typeof definition.instructions === 'function' && { instructions }),
      ...(typeof definition.form === 'function' && { form }),
    };
  });
}

/** Leaves steps alone that the definition of the plan no longer has. */
function refreshSteps(
  plan: ResolvedPlan,
  stepIds: readonly string[],
  { plans }: PlanningContext,
  refresh: (step: ResolvedStep, definition: StepDefinition) => ResolvedStep,
): ResolvedPlan {
  const definitions = plans.find(({ name }) => name === plan.name)?.steps ?? {};
  const refreshedSteps = plan.steps.map((step) => {
    const definition = findOwn(definitions, step.id);
    return definition === undefined || !stepIds.includes(step.id) ? step : refresh(step, definition);
  });
  return { ...plan, steps: refreshedSteps };
}
