export { onboardCohort } from '../../workflows';
import { onboardEmployee as onboard } from '../../workflows';
import type { EngineInput } from '../../src/domain/onboarding/state';

/** The workflow as it must never be changed: every activity comes after the one that the plan names next. */
export function onboardEmployee(input: EngineInput): ReturnType<typeof onboard> {
  const { steps } = input.plan;
  const reordered = steps.map((step, index) => {
    const next = steps.slice(index + 1).find(({ kind }) => kind === 'activity');
    return step.kind === 'activity' ? { ...step, after: next === undefined ? [] : [next.id] } : step;
  });
  return onboard({ ...input, plan: { ...input.plan, steps: reordered } });
}
