import type { AssigneeParty, AssigneeRelation } from '../domain/plan/assignee-party';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';

/** The hire's manager, the manager's manager, all holders of a role, or a named person. */
export type AssigneeRef = 'manager' | 'managersManager' | Exclude<Role, 'manager'> | Person;

/** Completes tasks on a dedicated page; never decides approvals. */
export type NewHire = 'newHire';

/** One response from any member suffices. */
export interface AnyOf {
  anyOf: readonly AssigneeRef[];
}

/** Requires a response from each member. */
export interface AllOf {
  allOf: readonly (AssigneeRef | AnyOf)[];
}

export type AssigneeChoice = AssigneeRef | AnyOf;

/** The owner of each system of which the request asks for more or less than its access profiles grant: all of them. */
export type SystemOwners = 'systemOwners';

export type AssigneeSpec = AssigneeChoice | AllOf | NewHire | SystemOwners;

export const anyOf = (...people: AssigneeRef[]): AnyOf => ({ anyOf: people });
export const allOf = (...parties: (AssigneeRef | AnyOf)[]): AllOf => ({ allOf: parties });

/** Flattens a spec. The new hire is not part of the company and yields none; nor do the owners of systems, before they are known. */
export function listAssigneeRefs(spec: AssigneeSpec): readonly AssigneeRef[] {
  if (spec === 'newHire' || spec === 'systemOwners') return [];
  if (typeof spec === 'string') return [spec];
  if ('anyOf' in spec) return spec.anyOf;
  return 'allOf' in spec ? spec.allOf.flatMap(listAssigneeRefs) : [spec];
}

/** Returns the parties that must answer: one, except for `allOf`. */
export function listAssigneeParties(spec: AssigneeSpec): AssigneeParty[] {
  if (typeof spec === 'object' && 'allOf' in spec) return spec.allOf.flatMap(listAssigneeParties);
  const members = typeof spec === 'object' && 'anyOf' in spec ? spec.anyOf : [spec];
  return [
    {
      people: members.flatMap((member) => (typeof member === 'object' ? [member.name] : [])),
      relations: members.flatMap((member) => (isRelation(member) ? [RELATIONS[member]] : [])),
      roles: members.flatMap((member) => (typeof member === 'object' || isRelation(member) ? [] : [member])),
    },
  ];
}

const RELATIONS = {
  newHire: 'new-hire',
  manager: 'manager',
  managersManager: 'managers-manager',
  systemOwners: 'system-owners',
} as const satisfies Record<string, AssigneeRelation>;

const isRelation = (member: AssigneeRef | NewHire | SystemOwners): member is keyof typeof RELATIONS =>
  typeof member === 'string' && member in RELATIONS;
