import type { z } from 'zod';
import type { CallOptions, Instant, ResolvedPlan } from '../contract/plan';
import type { OnboardingRequest, Person } from '../contract/request';
import type { Role } from '../contract/status';

/** A person of the company, as planning needs to know them. */
export interface KnownPerson extends Person {
  roles: Role[];
  managerEmail?: string;
}

/** What planning must be told, because reading it is I/O and planning is pure. */
export interface PlanningFacts {
  now: Instant;
  submittedBy: Person;
  people: KnownPerson[];
  /** By equipment model; a model that is missing here does not exist. */
  prices: Record<string, { title: string; priceCents: number; currency: string }>;
  /** Codes of the trainings that exist. */
  trainings: string[];
}

/** What planning must know of an activity; `main` takes it from the registry. */
export interface ActivityDeclaration {
  title: string;
  needs: readonly string[];
  settings: z.ZodType;
  run: CallOptions;
  undo: CallOptions;
  pivot?: boolean;
}

/** A plan before it is resolved, for people to read. */
export interface PlanDescription {
  name: string;
  title: string;
  steps: {
    id: string;
    kind: 'activity' | 'approval' | 'task';
    title: string;
    after: string[];
    start?: string;
    when?: string;
  }[];
}

export interface Planner {
  plans(): PlanDescription[];
  /**
   * The plan for this request, every instant, person and branch decided.
   * @throws FirstdayError `invalid-request` (unknown plan, location, model or training; a past start date) or
   *   `not-plannable` (nobody may approve).
   */
  resolve(request: OnboardingRequest, facts: PlanningFacts): ResolvedPlan;
}
