import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import { findOwn } from '../domain/find-own';
import type { OnboardingFacts, StepDefinition } from './dsl';
import type { PlanningContext } from './planner-config';
import { resolveSettings, resolveTaskContent } from './resolve-step';

/**
 * Computes settings, instructions and questions of these steps again where the plan computes them from the request. Leaves
 * steps alone that the definition of the plan no longer has.
 */
export function refreshSteps(
  plan: ResolvedPlan,
  request: OnboardingRequest,
  stepIds: readonly string[],
  planning: PlanningContext,
): ResolvedPlan {
  const definitions = planning.plans.find(({ name }) => name === plan.name)?.steps ?? {};
  const onboarding = { request, equipmentCostCents: plan.cost.amountCents };
  const steps = plan.steps.map((step) => {
    const definition = findOwn(definitions, step.id);
    if (definition === undefined || !stepIds.includes(step.id)) return step;
    return refreshStep(plan, step, definition, onboarding, planning);
  });
  return { ...plan, steps };
}

function refreshStep(
  plan: ResolvedPlan,
  step: ResolvedStep,
  definition: StepDefinition,
  onboarding: OnboardingFacts,
  { activities }: PlanningContext,
): ResolvedStep {
  if (step.kind === 'activity' && definition.kind === 'activity') {
    const declaration = findOwn(activities, step.activity);
    const canRefresh = definition.settings !== undefined && definition.activity === step.activity;
    if (!canRefresh || declaration === undefined) return step;
    return { ...step, settings: resolveSettings(step.id, definition, declaration, plan, onboarding) };
  }
  if (step.kind !== 'task' || definition.kind !== 'task' || step.skipReason !== undefined) return step;
  const { instructions, form } = resolveTaskContent(plan.name, step.id, definition, onboarding);
  return {
    ...step,
    ...(typeof definition.instructions === 'function' && { instructions }),
    ...(typeof definition.form === 'function' && { form }),
  };
}
