import type { Person } from '../contract/request';
import type { Role } from '../contract/status';

/** The hire's manager, that one's manager, everyone with a role, or a person by name. */
export type Someone = 'manager' | 'managersManager' | Exclude<Role, 'manager'> | Person;

/** One answer is enough, from whomever of them it comes. */
export interface AnyOf {
  anyOf: readonly Someone[];
}

/** Each of them must answer. */
export interface AllOf {
  allOf: readonly (Someone | AnyOf)[];
}

export type Who = Someone | AnyOf;

export const anyOf = (...people: Someone[]): AnyOf => ({ anyOf: people });
export const allOf = (...parties: (Someone | AnyOf)[]): AllOf => ({ allOf: parties });

/** Who is meant, one by one. */
export function eachOf(who: Who | AllOf): readonly Someone[] {
  if (typeof who === 'string') return [who];
  if ('anyOf' in who) return who.anyOf;
  return 'allOf' in who ? who.allOf.flatMap(eachOf) : [who];
}

/** Who is meant, as a person would say it. */
export function whoInWords(who: Who | AllOf): string {
  if (who === 'managersManager') return 'the manager’s manager';
  if (typeof who === 'string') return who;
  if ('anyOf' in who) return who.anyOf.map(whoInWords).join(' or ');
  return 'allOf' in who ? who.allOf.map(whoInWords).join(' and ') : who.name;
}
