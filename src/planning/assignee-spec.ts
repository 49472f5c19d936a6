import type { Person } from '../domain/request';
import type { Role } from '../domain/status';

/** The hire's manager, that one's manager, everyone with a role, or a person by name. */
export type AssigneeRef = 'manager' | 'managersManager' | Exclude<Role, 'manager'> | Person;

/** Does a task of their own, on a page of their own; never decides. */
export type NewHire = 'newHire';

/** One answer is enough, from whomever of them it comes. */
export interface AnyOf {
  anyOf: readonly AssigneeRef[];
}

/** Each of them must answer. */
export interface AllOf {
  allOf: readonly (AssigneeRef | AnyOf)[];
}

export type AssigneeChoice = AssigneeRef | AnyOf;

/** Whom a step can be for. */
export type AssigneeSpec = AssigneeChoice | AllOf | NewHire;

export const anyOf = (...people: AssigneeRef[]): AnyOf => ({ anyOf: people });
export const allOf = (...parties: (AssigneeRef | AnyOf)[]): AllOf => ({ allOf: parties });

/** Who of the company is meant, one by one. */
export function listAssigneeRefs(spec: AssigneeSpec): readonly AssigneeRef[] {
  if (spec === 'newHire') return [];
  if (typeof spec === 'string') return [spec];
  if ('anyOf' in spec) return spec.anyOf;
  return 'allOf' in spec ? spec.allOf.flatMap(listAssigneeRefs) : [spec];
}

/** Who is meant, as a person would say it. */
export function formatAssigneeSpec(spec: AssigneeSpec): string {
  if (spec === 'newHire') return 'the new hire';
  if (spec === 'managersManager') return 'the manager’s manager';
  if (typeof spec === 'string') return spec;
  if ('anyOf' in spec) return spec.anyOf.map(formatAssigneeSpec).join(' or ');
  return 'allOf' in spec ? spec.allOf.map(formatAssigneeSpec).join(' and ') : spec.name;
}
