import { compareSettings } from '../company/compare-settings';
import { type Company, type CompanySettings, toSettings } from '../company/settings';
import type { Database } from '../database/client';
import { loadCompany } from '../database/company';
import { findNewestRequest } from '../database/onboardings';
import { loadPlanningFacts } from '../database/planning-facts';
import type { FieldError } from '../domain/field-errors/field-error';
import type { Difference } from '../domain/list-differences';
import type { Instant, ResolvedPlan } from '../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../domain/request';
import type { LocalizedText } from '../domain/text/localized-text';
import { FirstdayError } from '../lib/errors';
import type { Planner } from '../planning/planner';
import type { PlanningFacts } from '../planning/planning-facts';
import { listMissingLocations } from './save-company';

/** Instant of a step that would be another one with the new settings. */
export interface MovedStep {
  step: string;
  title: LocalizedText;
  before?: Instant;
  after?: Instant;
}

/** The newest request, planned as if it was submitted today, with the present settings and with the new ones. */
export interface CompanyExample {
  request: Pick<OnboardingRequest, 'job' | 'startDate'>;
  moved: MovedStep[];
  costBefore?: ResolvedPlan['cost'];
  costAfter?: ResolvedPlan['cost'];
  accessBefore?: ResolvedPlan['access'];
  accessAfter?: ResolvedPlan['access'];
  /** Reasons why it could not be submitted with the new settings. */
  errors: FieldError[];
}

export interface CompanyPreview {
  version: number;
  differences: Difference[];
  /** Reasons for which the settings would be rejected. */
  errors: FieldError[];
  example?: CompanyExample;
}

const EXAMPLE_DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

/** Compares the settings with those in force, and shows their effect by an example. Writes nothing. */
export async function previewCompany(
  { database, planner }: { database: Database; planner: Planner },
  settings: CompanySettings,
  reader: Person,
): Promise<CompanyPreview> {
  const current = await loadCompany(database);
  return {
    version: current.version,
    differences: compareSettings(toSettings(current), settings),
    errors: await listMissingLocations(database, settings),
    example: await buildExample({ database, planner }, { version: current.version + 1, ...settings }, reader),
  };
}

async function buildExample(
  { database, planner }: { database: Database; planner: Planner },
  company: Company,
  reader: Person,
): Promise<CompanyExample | undefined> {
  const newest = await findNewestRequest(database);
  if (newest === undefined) return undefined;
  const request = moveAhead(newest);
  const facts = await loadPlanningFacts(database, request, reader);
  const [before, after] = [tryToPlan(planner, request, facts), tryToPlan(planner, request, { ...facts, company })];
  return {
    request: { job: request.job, startDate: request.startDate },
    moved: listMovedSteps(before.plan, after.plan),
    costBefore: before.plan?.cost,
    costAfter: after.plan?.cost,
    accessBefore: before.plan?.access,
    accessAfter: after.plan?.access,
    errors: after.errors,
  };
}

/** A date in the past could not be planned. */
function moveAhead({ job: { endDate: _endDate, ...job }, ...request }: OnboardingRequest): OnboardingRequest {
  const startDate = new Date(Date.now() + EXAMPLE_DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  return { ...request, job, startDate };
}

function tryToPlan(
  planner: Planner,
  request: OnboardingRequest,
  facts: PlanningFacts,
): { plan?: ResolvedPlan; errors: FieldError[] } {
  try {
    return { plan: planner.resolvePlan(planner.useKnownSpellings(request, facts), facts), errors: [] };
  } catch (error) {
    if (error instanceof FirstdayError) return { errors: error.fields };
    throw error;
  }
}

function listMovedSteps(before: ResolvedPlan | undefined, after: ResolvedPlan | undefined): MovedStep[] {
  const earlier = new Map(before?.steps.map(({ id, startAt, dueAt }) => [id, startAt ?? dueAt]));
  return (after?.steps ?? [])
    .map(({ id, title, startAt, dueAt }) => ({ step: id, title, before: earlier.get(id), after: startAt ?? dueAt }))
    .filter((step) => step.before !== step.after);
}
