export { onboardCohort } from '../../../workflows';
import { onboardEmployee as onboard } from '../../../workflows';
import type { EngineInput } from '../../../src/domain/onboarding/state';

/** A forbidden change of the workflow: every activity runs after the one that follows it in the plan. */
export function onboardEmployee(input: EngineInput): ReturnType<typeof onboard> {
  const { steps } = input.plan;
  const reordered = steps.map((step, index) => {
    const next = steps.slice(index + 1).find(({ kind }) => kind === 'activity');
    return step.kind === 'activity' ? { ...step, after: next === undefined ? [] : [next.id] } : step;
  });
  return onboard({ ...input, plan: { ...input.plan, steps: reordered } });
}
