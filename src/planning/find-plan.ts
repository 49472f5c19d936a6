import { createReason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';
import type { PlanDescription } from './planner';

/**
 * Finds a plan by its name, without regard to case.
 * @throws FirstdayError `not-found` naming the plans that exist
 */
export function findPlan(plans: readonly PlanDescription[], name: string): PlanDescription {
  const plan = plans.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (plan !== undefined) return plan;
  const names = plans.map((candidate) => candidate.name);
  throw new FirstdayError('not-found', createReason('not-found.plan', { name, plans: names }));
}
