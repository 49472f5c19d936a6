import type { Company } from '../company/settings';
import type { Instant } from '../domain/plan/resolved-plan';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';

export interface StaffMember extends Person {
  roles: Role[];
  managerEmail?: string;
}

export interface Absence {
  /** E-mail address of the absent person. */
  email: string;
  /** First and last day, `YYYY-MM-DD`, in the time zone of the onboarding's location. */
  from: string;
  to: string;
  deputy: Person;
}

export interface ModelPrice {
  title: string;
  /** Of the most expensive item in each currency. */
  prices: { priceCents: number; currency: string }[];
}

/** Facts for the deadlines and substitutes of a request to people. */
export type ReminderFacts = Pick<PlanningFacts, 'absences' | 'company'>;

/** Facts read beforehand, because planning is pure and does no I/O. */
export interface PlanningFacts {
  now: Instant;
  company: Company;
  submittedBy: Person;
  people: StaffMember[];
  absences: Absence[];
  /** By equipment model; a missing model does not exist. */
  prices: Record<string, ModelPrice>;
  /** Codes of all trainings. */
  trainings: string[];
}
