import type { Principal } from '../../../src/domain/principal';
import { ownOf } from '../../../src/domain/people';
import type { PeopleStep } from '../../../src/domain/plan/types';
import type { Onboarding } from '../onboarding';
import { assigneesOf, speaksFor, wasEscalatedTo } from '../../../src/domain/onboarding/assignment';

/** Why this person may not answer for the step; undefined where they may. */
export function whyNotEntitled(onboarding: Onboarding, step: PeopleStep, speaker: Principal): string | undefined {
  const own = step.kind === 'approval' ? ownOf(onboarding.input, speaker.email) : undefined;
  if (own !== undefined) return `not-entitled: nobody decides on their own ${own}`;
  const state = onboarding.step(step.id);
  const assignees = assigneesOf(step, state);
  if (speaksFor(assignees, state.wait, speaker) || wasEscalatedTo(state.wait, speaker)) return undefined;
  return `not-entitled: ${step.id} is for ${assignees.label}`;
}
