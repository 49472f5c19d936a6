import type { LicenceRef } from '../../domain/demand';
import type { ActivityStep, ResolvedPlan } from '../../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../domain/request';
import type { Attendee } from '../../domain/training/attendance';
import { findOwn } from '../../domain/find-own';
import type { PlannerConfig } from '../planner-config';
import type { OpenOnboarding } from './warning-facts';

/** Equipment, seats and licences that one new hire will take. */
export interface Demand {
  models: readonly string[];
  courses: readonly string[];
  licences: readonly LicenceRef[];
  attendee: Attendee;
}

/** A hire under a plan that was resolved, but not yet submitted or changed. */
export interface PlannedHire {
  request: OnboardingRequest;
  plan: ResolvedPlan;
  /** Row number, in a file of many. */
  row?: number;
  /** Steps of a running onboarding that will not run again; undefined for a new one. */
  settledSteps?: readonly string[];
}

export const computeDemand = (
  { request, dayOne, activities: pendingActivities }: OpenOnboarding,
  activities: PlannerConfig['activities'],
): Demand => {
  const demands = pendingActivities.map(
    ({ activity, settings }) => findOwn(activities, activity)?.demand?.(request, settings) ?? {},
  );
  const { location, endDate: lastDay } = request.job;
  return {
    models: demands.flatMap(({ models = [] }) => models),
    courses: [...new Set(demands.flatMap(({ courses = [] }) => courses))],
    licences: demands.flatMap(({ licences = [] }) => licences),
    attendee: { location, timeZone: dayOne.timeZone, notBefore: dayOne.startsAt, lastDay },
  };
};

/** Branches seldom run, so they take nothing. */
export const toOpenOnboarding = ({ request, plan, settledSteps = [] }: PlannedHire): OpenOnboarding => ({
  request,
  dayOne: plan.dayOne,
  activities: plan.steps.filter(
    (step): step is ActivityStep =>
      step.kind === 'activity' &&
      step.skipReason === undefined &&
      step.branch !== true &&
      !settledSteps.includes(step.id),
  ),
});
