import type { Company } from '../../company/settings';
import type { DayOne, Instant } from '../../domain/plan/resolved-plan';
import type { DemandRequest } from '../../domain/demand';
import type { SessionOffer } from '../../domain/training/attendance';
import type { Absence, StaffMember } from '../planning-facts';

/** An open onboarding, with the activities that are still to run. */
export interface OpenOnboarding {
  request: DemandRequest;
  dayOne: Pick<DayOne, 'startsAt' | 'timeZone'>;
  activities: readonly { activity: string; settings?: unknown }[];
}

export interface SessionSeats extends SessionOffer {
  /** Seats left. */
  free: number;
}

/** Onboarding of a present or future colleague. */
export interface SimilarHolder {
  onboardingId: string;
  name: string;
  personalEmail: string;
  startDate: string;
  isOpen: boolean;
}

/** An absence, also one with an inactive deputy. */
export type ManagerAbsence = Omit<Absence, 'deputy'> & { deputy?: Absence['deputy'] };

/** Facts on which warnings depend, but no plan. Read beforehand, as `PlanningFacts` are. */
export interface WarningFacts {
  now: Instant;
  company: Company;
  people: readonly StaffMember[];
  /** Of the managers, between now and the first days. */
  absences: readonly ManagerAbsence[];
  /** Free items by model. */
  stock: ReadonlyMap<string, number>;
  /** Free licences by system and code, as `formatLicence` writes them. */
  licences: ReadonlyMap<string, number>;
  /** Sessions to come of the courses in question. */
  sessions: readonly SessionSeats[];
  /** Submitted before, in the order in which they will be served. */
  openOnboardings: readonly OpenOnboarding[];
  similarHolders: readonly SimilarHolder[];
}
