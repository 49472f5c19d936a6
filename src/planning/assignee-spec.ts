import type { Person } from '../domain/request';
import type { Role } from '../domain/status';

/** The hire's manager, that one's manager, everyone with a role, or a person by name. */
export type Someone = 'manager' | 'managersManager' | Exclude<Role, 'manager'> | Person;

/** Does a task of their own, on a page of their own; never decides. */
export type NewHire = 'newHire';

/** One answer is enough, from whomever of them it comes. */
export interface AnyOf {
  anyOf: readonly Someone[];
}

/** Each of them must answer. */
export interface AllOf {
  allOf: readonly (Someone | AnyOf)[];
}

export type Who = Someone | AnyOf;

/** Whom a step can be for. */
export type Asked = Who | AllOf | NewHire;

export const anyOf = (...people: Someone[]): AnyOf => ({ anyOf: people });
export const allOf = (...parties: (Someone | AnyOf)[]): AllOf => ({ allOf: parties });

/** Who of the company is meant, one by one. */
export function eachOf(who: Asked): readonly Someone[] {
  if (who === 'newHire') return [];
  if (typeof who === 'string') return [who];
  if ('anyOf' in who) return who.anyOf;
  return 'allOf' in who ? who.allOf.flatMap(eachOf) : [who];
}

/** Who is meant, as a person would say it. */
export function whoInWords(who: Asked): string {
  if (who === 'newHire') return 'the new hire';
  if (who === 'managersManager') return 'the manager’s manager';
  if (typeof who === 'string') return who;
  if ('anyOf' in who) return who.anyOf.map(whoInWords).join(' or ');
  return 'allOf' in who ? who.allOf.map(whoInWords).join(' and ') : who.name;
}
