import type { ProblemSubject } from '../../../lib/errors';
import type { Planner } from '../../../planning/planner';

/** Titles of the steps that errors of rows name: a row that has no onboarding may belong to any plan. */
export const getPlansSubject = (planner: Planner): ProblemSubject => ({
  steps: planner.listPlans().flatMap(({ steps }) => steps),
  timeZone: 'UTC',
});
