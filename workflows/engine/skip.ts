import type { ResolvedStep } from '../../src/contract/plan';
import { skipped } from './effect-steps';
import type { Onboarding } from './onboarding';
import { takeBack } from './take-back';

/** Goes on without the step; what it may have done is taken back first. */
export async function skipStep(onboarding: Onboarding, step: ResolvedStep): Promise<void> {
  if (step.kind === 'activity') await takeBack(onboarding, step);
  if (onboarding.ending === undefined) skipped(onboarding, step);
}
