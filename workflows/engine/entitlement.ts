import type { PeopleStep } from '../../src/contract/plan';
import type { Onboarding } from './onboarding';
import { assigneesOf, type Speaker, speaksFor, wasEscalatedTo } from './people';

/** Why this person may not answer for the step; undefined where they may. */
export function whyNotEntitled(onboarding: Onboarding, step: PeopleStep, speaker: Speaker): string | undefined {
  const { request, submittedBy } = onboarding.input;
  if (step.kind === 'approval' && speaker.by === submittedBy.email)
    return 'not-entitled: nobody decides on their own submission';
  if (step.kind === 'approval' && speaker.by === request.employee.personalEmail)
    return 'not-entitled: nobody decides on their own onboarding';
  const state = onboarding.step(step.id);
  const assignees = assigneesOf(step, state);
  if (speaksFor(assignees, state.wait, speaker) || wasEscalatedTo(state.wait, speaker)) return undefined;
  return `not-entitled: ${step.id} is for ${assignees.label}`;
}
