import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import type { Principal } from '../../../src/domain/principal';
import { listConflictsOfInterest } from '../../../src/domain/people';
import type { HumanStep } from '../../../src/domain/plan/resolved-plan';
import type { Onboarding } from '../onboarding';
import { getCurrentAssignees, isRepresentedBy, wasEscalatedTo } from '../../../src/domain/onboarding/assignment';

/** Returns the reason if the person may not answer for the step. */
export function checkAuthorization(onboarding: Onboarding, step: HumanStep, principal: Principal): Reason | undefined {
  const [conflict] = step.kind === 'approval' ? listConflictsOfInterest(onboarding.input, principal) : [];
  if (conflict !== undefined) return createReason(`not-entitled.own-${conflict}`, {});
  const state = onboarding.getStepState(step.id);
  const assignees = getCurrentAssignees(step, state);
  if (isRepresentedBy(assignees, state.wait, principal) || wasEscalatedTo(state.wait, principal)) return undefined;
  return createReason('not-entitled.assignee', { step: step.id, assignees: assignees.parties });
}
