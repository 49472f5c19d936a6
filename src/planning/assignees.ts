import { distinct, newHireOf } from '../domain/people';
import type { Assignees } from '../domain/plan/types';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';
import type { Case } from './conditions';
import type { PlanningFacts } from './planner';
import { type Asked, eachOf, type Someone, whoInWords } from './assignee-spec';

/** Whom a step may ask for one onboarding. */
export interface Company {
  onboarding: Case;
  facts: Pick<PlanningFacts, 'people' | 'submittedBy'>;
}

export const NOBODY: Assignees = { label: '', people: [], roles: [] };

/** Those meant, in this company and for this request, without whoever may not answer. */
export function assigneesOf(who: Asked, company: Company, excluded: readonly string[]): Assignees {
  if (who === 'newHire') return { label: whoInWords(who), people: [newHireOf(company.onboarding.request)], roles: [] };
  const named = eachOf(who).flatMap((someone) => peopleOf(someone, company));
  const people = named.filter(({ email }) => !excluded.includes(email.toLowerCase()));
  const roles = eachOf(who).filter(isRole);
  return { label: whoInWords(who), people: distinct(people), roles: [...new Set(roles)] };
}

/** Nobody decides on what they submitted themselves, nor on themselves. */
export const mayNotDecide = ({ onboarding, facts }: Company): string[] => [
  facts.submittedBy.email,
  ...mayNotDo({ onboarding }),
];

/** The new hire’s own onboarding is not theirs to do, but for what a plan asks of the new hire. */
export const mayNotDo = ({ onboarding }: Pick<Company, 'onboarding'>): string[] => [
  onboarding.request.employee.personalEmail,
];

/** Why nobody is left to ask. */
export function whyNobody(who: Asked, company: Company): string {
  const named = eachOf(who).flatMap((someone) => peopleOf(someone, company));
  if (named.some(({ email }) => email === company.facts.submittedBy.email))
    return 'the only one is who submits, and nobody decides on their own submission';
  if (named.length > 0) return 'the only one is the new hire, and nobody decides on themselves';
  if (eachOf(who).some(isRole)) return 'nobody has that role';
  return `nobody is known as the manager of ${company.onboarding.request.manager.name}; say so among the people`;
}

function peopleOf(someone: Someone, { onboarding, facts: { people } }: Company): Person[] {
  const { manager } = onboarding.request;
  if (typeof someone === 'object') return [someone];
  if (someone === 'manager') return [manager];
  const meant = (email: string | undefined) => people.filter((person) => person.email === email);
  const known =
    someone === 'managersManager'
      ? meant(meant(manager.email)[0]?.managerEmail)
      : people.filter(({ roles }) => roles.includes(someone));
  return known.map(({ name, email }) => ({ name, email }));
}

const isRole = (someone: Someone): someone is Exclude<Role, 'manager'> =>
  typeof someone === 'string' && someone !== 'manager' && someone !== 'managersManager';
