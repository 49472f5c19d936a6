import { setImmediate as breathe } from 'node:timers/promises';
import type { ResolvedPlan } from '../../../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../../../domain/request';
import { requestSchema } from '../../../domain/request';
import { mapOpenOnboardingsByKey } from '../../../database/cohort-rows';
import { computeOpenKey } from '../../../database/onboarding-columns';
import type { Database } from '../../../database/client';
import { loadSharedPlanningFacts } from '../../../database/planning-facts';
import { createFieldError, type FieldError } from '../../../domain/field-errors/field-error';
import { parseInput } from '../../../domain/field-errors/parse-input';
import { toRowErrors } from '../../../application/row-errors';
import { FirstdayError } from '../../../lib/errors';
import type { Planner } from '../../../planning/planner';
import type { PlanningFacts } from '../../../planning/planning-facts';
import type { SubmittedRow } from './parse-cohort-csv';

/** Number of rows planned before yielding to the event loop. */
const ROWS_BETWEEN_YIELDS = 20;
const PERSON_FIELD = 'employee.personalEmail';

export interface ValidRow {
  row: number;
  request: OnboardingRequest;
}

/** A row that could start now, under this plan. */
export interface CheckedRow extends ValidRow {
  plan: ResolvedPlan;
}

export interface RowCheckResult {
  valid: CheckedRow[];
  invalid: { row: number; errors: FieldError[] }[];
}

/** Splits rows into those that could start now and those with errors. Starts nothing. */
export async function checkRows(
  { database, planner }: { database: Database; planner: Planner },
  rows: readonly SubmittedRow[],
  submittedBy: Person,
): Promise<RowCheckResult> {
  const wellFormed: ValidRow[] = [];
  const errorsByRow = new Map<number, FieldError[]>();
  for (const { row, request, rowError } of rows) {
    const { data, fieldErrors = [] } = parseInput(requestSchema, request);
    if (data && !rowError) wellFormed.push({ row, request: data });
    else errorsByRow.set(row, [...(rowError ? [rowError] : []), ...fieldErrors]);
  }
  const openOnboardingsByKey = await mapOpenOnboardingsByKey(
    database,
    wellFormed.map(({ request }) => computeOpenKey(request)),
  );
  const planningFacts = await loadSharedPlanningFacts(
    database,
    wellFormed.map(({ request }) => request),
    submittedBy,
  );
  const firstRows = new Map<string, number>();
  const plansByRow = new Map<number, ResolvedPlan>();
  for (const [index, { row, request }] of wellFormed.entries()) {
    if (index % ROWS_BETWEEN_YIELDS === 0) await breathe();
    const { plan, errors: planErrors } = tryToPlan(planner, request, planningFacts);
    const errors = [...findPersonErrors(row, computeOpenKey(request), firstRows, openOnboardingsByKey), ...planErrors];
    if (errors.length > 0) errorsByRow.set(row, errors);
    else if (plan) plansByRow.set(row, plan);
  }
  return {
    valid: wellFormed.flatMap((one) => {
      const plan = plansByRow.get(one.row);
      return plan ? [{ ...one, plan }] : [];
    }),
    invalid: rows.flatMap(({ row }) => {
      const errors = errorsByRow.get(row);
      return errors ? [{ row, errors }] : [];
    }),
  };
}

function findPersonErrors(
  row: number,
  key: string,
  firstRows: Map<string, number>,
  openOnboardingsByKey: Map<string, string>,
) {
  const firstRow = firstRows.get(key);
  if (firstRow !== undefined) return [createFieldError(PERSON_FIELD, 'row.duplicate', { row: firstRow })];
  firstRows.set(key, row);
  const onboardingId = openOnboardingsByKey.get(key);
  return onboardingId === undefined ? [] : [createFieldError(PERSON_FIELD, 'person.has-onboarding', { onboardingId })];
}

function tryToPlan(
  planner: Planner,
  request: OnboardingRequest,
  planningFacts: PlanningFacts,
): { plan?: ResolvedPlan; errors: FieldError[] } {
  try {
    return { plan: planner.resolvePlan(planner.useKnownSpellings(request, planningFacts), planningFacts), errors: [] };
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    return { errors: toRowErrors(error) };
  }
}
