import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { markSkipped } from './transitions/activity-step';
import type { Onboarding } from './onboarding';
import { undoStep } from './compensation';

/** Goes on without the step; what it may have done is taken back first. */
export async function skipStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  if (step.kind === 'activity') await undoStep(onboarding, step);
  if (onboarding.termination === undefined) markSkipped(onboarding, step);
}
