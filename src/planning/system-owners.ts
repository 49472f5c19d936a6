import { OWNER_ROLES } from '../company/access-schema';
import type { AllOf, AssigneeChoice, AssigneeRef, SystemOwners } from './assignee-spec';
import type { AssigneeContext } from './assignees';

/** Replaces `systemOwners` by the owners of the systems about which the request deviates from its profiles, each once. */
export function resolveSystemOwners(
  spec: AssigneeChoice | AllOf | SystemOwners,
  { onboarding, facts }: AssigneeContext,
): AssigneeChoice | AllOf {
  if (spec !== 'systemOwners') return spec;
  const owners = [...new Set(onboarding.access.deviations.map(({ owner }) => owner))];
  const [only, ...others] = owners.map((owner) => toAssigneeRef(owner, facts));
  return only !== undefined && others.length === 0
    ? only
    : { allOf: owners.map((owner) => toAssigneeRef(owner, facts)) };
}

/** IT stands in for a person without an active account. */
function toAssigneeRef(owner: string, { people }: AssigneeContext['facts']): AssigneeRef {
  const person = people.find(({ email }) => email === owner);
  if (person !== undefined) return { name: person.name, email: person.email };
  return OWNER_ROLES.find((role) => role === owner) ?? 'it';
}
