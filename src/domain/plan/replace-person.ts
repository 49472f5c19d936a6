import { substitutePerson } from '../people';
import type { Person } from '../request';
import { mapAssignees } from './map-assignees';
import type { Assignees, HumanStep, ResolvedPlan } from './resolved-plan';

/**
 * Assigns to `substitute` all that the plan still assigns to the person: requests, owned failures, escalations and undo
 * tasks. A step for which `canBeAssigned` is false keeps its people.
 */
export const replacePersonInPlan = (
  plan: ResolvedPlan,
  email: string,
  substitute: Person,
  canBeAssigned: (step: HumanStep) => boolean,
): ResolvedPlan => {
  const replace = (assignees: Assignees): Assignees => ({
    ...assignees,
    people: substitutePerson(assignees.people, email, substitute),
  });
  return {
    ...plan,
    escalationContacts: substitutePerson(plan.escalationContacts, email, substitute),
    steps: plan.steps.map((step) =>
      step.kind !== 'activity' && !canBeAssigned(step) ? step : mapAssignees(step, replace),
    ),
  };
};
