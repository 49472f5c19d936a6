import type { Role } from '../status';

/** Assignees by their relation to the new hire or to the plan, instead of by name or role. */
export const ASSIGNEE_RELATIONS = [
  'new-hire',
  'manager',
  'managers-manager',
  'system-owners',
  'escalation-contacts',
] as const;

export type AssigneeRelation = (typeof ASSIGNEE_RELATIONS)[number];

/** Alternatives of which any one may answer, as the plan defines them. `people` are names. */
export interface AssigneeParty {
  readonly people: readonly string[];
  readonly relations: readonly AssigneeRelation[];
  readonly roles: readonly Role[];
}

export const ESCALATION_CONTACTS: AssigneeParty = { people: [], relations: ['escalation-contacts'], roles: [] };
