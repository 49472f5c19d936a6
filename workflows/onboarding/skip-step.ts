import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { markSkipped } from './transitions/activity-step';
import type { Onboarding } from './onboarding';
import { undoStep } from './compensation';

/** Continues without the step, after undoing its possible effects. */
export async function skipStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  if (step.kind === 'activity') await undoStep(onboarding, step);
  if (onboarding.termination === undefined) markSkipped(onboarding, step);
}
