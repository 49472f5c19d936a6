import type { ResolvedStep } from '../../src/domain/plan/types';
import { skipped } from './transitions/activity-step';
import type { Onboarding } from './onboarding';
import { takeBack } from './compensation';

/** Goes on without the step; what it may have done is taken back first. */
export async function skipStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  if (step.kind === 'activity') await takeBack(onboarding, step);
  if (onboarding.ending === undefined) skipped(onboarding, step);
}
