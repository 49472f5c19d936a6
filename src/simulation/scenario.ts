import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import type { ActivityDefinition } from '../../activities/define-activity';
import { type CompanySettings, companySettingsSchema } from '../company/settings';
import { ENGINE_VERSION } from '../domain/ids';
import type { Instant, OnboardingInput, ResolvedPlan } from '../domain/plan/resolved-plan';
import type { PlanningActivities } from '../domain/planning-activities';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { createFieldError } from '../domain/field-errors/field-error';
import { parseInput } from '../domain/field-errors/parse-input';
import { createReason } from '../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../lib/errors';
import { BusinessCalendar } from '../planning/business-calendar';
import { findLocation } from '../planning/check-request';
import { findPlan } from '../planning/find-plan';
import type { Planner } from '../planning/planner';
import type { PlanningFacts } from '../planning/planning-facts';
import { createPlanningFacts, createWarningFacts, findRoles } from './sample-company';
import { addOneBusinessHour } from './office-hours';
import { SimulatedPeople } from './simulated-people';
import type { Scenario } from './simulation-run';
import { createFakeActivities } from './fake-activities';
import { type OverrideOptions, resolveOverrides } from './overrides';

export interface ScenarioOptions extends OverrideOptions {
  plan: string;
  /** As submitted; its own `plan` field is overridden. */
  request?: object;
  /** Settings of the company, as applied; default: those of the sample company. */
  company?: object;
  /** Instant of the submission; default: the current time. */
  now?: string;
}

const DAY_MS = 86_400_000;
/** An onboarding still open this long after the last planned instant counts as endless. */
const HORIZON_MARGIN_MS = 400 * DAY_MS;
const WORKFLOW_OPTIONS = { apiOnly: false, hasSearchAttributes: false };

/** @throws FirstdayError `not-found`, `invalid-request` or `not-plannable` */
export function buildScenario(
  options: ScenarioOptions,
  planner: Planner,
  activities: Readonly<Record<string, ActivityDefinition>>,
): Scenario {
  const { name } = findPlan(planner.listPlans(), options.plan);
  const facts = { ...createPlanningFacts(parseSettings(options)), now: resolveSubmissionTime(options) };
  const request = planner.useKnownSpellings(parseRequest({ ...options, plan: name }), facts);
  const plan = planner.resolvePlan(request, facts);
  const overrides = resolveOverrides(options, plan, activities);
  const calendar = createCalendar(request, facts);
  return {
    input: buildOnboardingInput(request, plan, facts),
    activities: createFakeActivities(activities, overrides),
    planning: createSimulatedPlanning(planner, facts),
    people: new SimulatedPeople(overrides, findRoles),
    computeAnswerTime: (requestedAt) => addOneBusinessHour(requestedAt, plan.dayOne, calendar),
    warnings: planner.listWarnings([{ request, plan }], createWarningFacts(facts)),
    horizon: computeHorizon(plan),
  };
}

const buildOnboardingInput = (
  request: OnboardingRequest,
  plan: ResolvedPlan,
  facts: PlanningFacts,
): OnboardingInput => ({
  engineVersion: ENGINE_VERSION,
  id: randomUUID(),
  request,
  plan,
  submittedBy: facts.submittedBy,
  submittedAt: facts.now,
  options: WORKFLOW_OPTIONS,
});

const createSimulatedPlanning = (planner: Planner, facts: PlanningFacts): PlanningActivities => ({
  computeReminderSchedule: (input) => Promise.resolve(planner.computeReminderSchedule(input, facts)),
  replan: (input) => Promise.resolve(planner.replan(input, { ...facts, now: getAttemptTime() })),
});

function parseRequest({ request, plan }: ScenarioOptions): OnboardingRequest {
  if (request === undefined) throw new FirstdayError('invalid-request', createReason('invalid-request.no-request', {}));
  const { data, fieldErrors } = parseInput(requestSchema, { ...request, plan });
  if (fieldErrors) throw createInvalidRequestError(fieldErrors);
  return data;
}

function parseSettings({ company }: ScenarioOptions): CompanySettings | undefined {
  if (company === undefined) return undefined;
  // Named as a member, so that its errors cannot be taken for those of the request.
  const { data, fieldErrors } = parseInput(z.object({ company: companySettingsSchema }), { company });
  if (fieldErrors) throw createInvalidRequestError(fieldErrors);
  return data.company;
}

function resolveSubmissionTime({ now }: ScenarioOptions): Instant {
  const currentTime = new Date();
  if (now === undefined) return currentTime.toISOString();
  const requestedTime = new Date(now);
  if (requestedTime >= currentTime) return requestedTime.toISOString();
  const code = Number.isNaN(requestedTime.valueOf()) ? 'format.instant' : 'in-past';
  throw createInvalidRequestError([createFieldError('--now', code, {})]);
}

function createCalendar({ job }: OnboardingRequest, { company }: PlanningFacts): BusinessCalendar {
  const location = findLocation(job, company);
  if (location === undefined) throw new Error(`No location ${job.location}.`);
  return new BusinessCalendar(location);
}

function computeHorizon({ steps, dayOne, deadline }: ResolvedPlan): Instant {
  const instants = [dayOne.endsAt, deadline?.at, ...steps.flatMap(({ startAt, dueAt }) => [startAt, dueAt])];
  const latest = Math.max(...instants.flatMap((instant) => (instant === undefined ? [] : [Date.parse(instant)])));
  return new Date(latest + HORIZON_MARGIN_MS).toISOString();
}

/** Reads the clock of the time-skipping server. */
const getAttemptTime = (): Instant => new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();
