import { z } from 'zod';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { ANY_APPROVER, type ApproverRule } from '../../src/planning/approver-rule';
import { createPlanner } from '../../src/planning/create-planner';
import { definePlan } from '../../src/planning/define-plan';
import type { PlanDefinition } from '../../src/planning/dsl';
import { SAMPLE_COMPANY } from '../support/sample-company';
import type { ActivityDeclaration } from '../../src/planning/activity-declaration';
import type { Planner } from '../../src/planning/planner';
import type { PlanningFacts } from '../../src/planning/planning-facts';
import type { AssigneeParty } from '../../src/domain/plan/assignee-party';

export const MINIMAL_CALL_OPTIONS = {
  attemptMs: 1,
  withinMs: 1,
  heartbeatMs: 1,
  retry: { firstMs: 1, backoff: 1, maximumMs: 1 },
  permanent: ['E', 'A', 'B', 'OutOfStock', 'NoSeat'],
};

export const declareActivity = (changes: Partial<ActivityDeclaration> = {}): ActivityDeclaration => ({
  title: 'T',
  needs: [],
  settings: z.unknown(),
  run: MINIMAL_CALL_OPTIONS,
  undo: MINIMAL_CALL_OPTIONS,
  ...changes,
});

/** Creates a planner with a single plan, in which `x` is an activity. */
export const createTestPlanner = (
  steps: PlanDefinition['steps'],
  options: Partial<PlanDefinition> = {},
  activities: Record<string, ActivityDeclaration> = {},
  approvers: ApproverRule = ANY_APPROVER,
): Planner =>
  createPlanner({
    plans: [definePlan('p', { title: 'P', ...options }, steps)],
    activities: { x: declareActivity(), ...activities },
    approvers,
  });

export const HANNA = { name: 'Hanna HR', email: 'hr@example.com' };
export const HUGO = { name: 'Hugo HR', email: 'hugo@example.com' };
export const FIN = { name: 'Fin', email: 'fin@example.com' };
export const IVO = { name: 'Ivo', email: 'ivo@example.com' };
export const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };
export const CARLA = { name: 'Carla', email: 'carla@example.com' };

/** Monday, 11:00 in Berlin. */
export const NOW = '2027-01-11T10:00:00Z';

export const PLANNING_FACTS: PlanningFacts = {
  now: NOW,
  company: SAMPLE_COMPANY,
  submittedBy: HANNA,
  people: [
    { ...HANNA, roles: ['hr'] },
    { ...HUGO, roles: ['hr'] },
    { ...FIN, roles: ['finance'] },
    { ...IVO, roles: ['it'] },
    { ...GRACE, roles: ['manager'], managerEmail: CARLA.email },
    { ...CARLA, roles: ['manager'] },
  ],
  absences: [],
  prices: {
    laptop: { title: 'Laptop', prices: [{ priceCents: 200_000, currency: 'EUR' }] },
    phone: { title: 'Phone', prices: [{ priceCents: 50_000, currency: 'EUR' }] },
  },
  trainings: ['safety'],
};

export function getResolvedStep(steps: readonly ResolvedStep[], id: string): ResolvedStep {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
}

export const createParty = (names: Partial<AssigneeParty>): AssigneeParty => ({
  people: [],
  relations: [],
  roles: [],
  ...names,
});
