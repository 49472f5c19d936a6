import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import { findOwn } from '../domain/find-own';
import { expandGroups } from './expand-groups';
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
  const onboarding = { request, equipmentCostCents: plan.cost.amountCents, access: plan.access };
  const definition = planning.plans.find(({ name }) => name === plan.name);
  const definitions = definition ? expandGroups(definition, onboarding).steps : {};
  const steps = plan.steps.map((step) => {
    const stepDefinition = findOwn(definitions, step.id);
    if (stepDefinition === undefined || !stepIds.includes(step.id)) return step;
    return refreshStep(plan, step, stepDefinition, onboarding, planning);
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
    const isComputed = definition.settings !== undefined || definition.element !== undefined;
    const canRefresh = isComputed && definition.activity === step.activity;
    if (!canRefresh || declaration === undefined || step.skipReason !== undefined) return step;
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
