import type { OnboardingInput } from '../plan/resolved-plan';
import { openFirstSteps } from './advance';
import { OnboardingModel, type Projection } from './onboarding-model';

/** Builds the state to show until the workflow writes its first snapshot, by the same code as the workflow. */
export function buildFirstProjection(input: OnboardingInput): Projection {
  const onboarding = new OnboardingModel({ ...input, carriedState: undefined }, () => input.submittedAt);
  openFirstSteps(onboarding);
  return onboarding.buildProjection();
}
