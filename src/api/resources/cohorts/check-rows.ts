import { setImmediate as breathe } from 'node:timers/promises';
import type { OnboardingRequest, Person } from '../../../domain/request';
import { requestSchema } from '../../../domain/request';
import { mapOpenOnboardingsByKey } from '../../../database/cohort-rows';
import { computeOpenKey } from '../../../database/onboarding-columns';
import type { Database } from '../../../database/client';
import { loadSharedPlanningFacts } from '../../../database/planning-facts';
import { type FieldError, toFieldErrors, FirstdayError, describeZodIssue } from '../../../lib/errors';
import type { Planner, PlanningFacts } from '../../../planning/planner';
import type { SubmittedRow } from './parse-cohort-csv';

/** Number of rows planned before yielding to the event loop. */
const ROWS_BETWEEN_YIELDS = 20;
const PERSON_FIELD = 'employee.personalEmail';

export interface ValidRow {
  row: number;
  request: OnboardingRequest;
}

export interface RowCheckResult {
  valid: ValidRow[];
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
    const parsed = requestSchema.safeParse(request, { error: describeZodIssue });
    if (parsed.success && !rowError) wellFormed.push({ row, request: parsed.data });
    else errorsByRow.set(row, [...(rowError ? [rowError] : []), ...(parsed.error ? toFieldErrors(parsed.error) : [])]);
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
  for (const [index, { row, request }] of wellFormed.entries()) {
    if (index % ROWS_BETWEEN_YIELDS === 0) await breathe();
    const errors = [
      ...findPersonErrors(row, computeOpenKey(request), firstRows, openOnboardingsByKey),
      ...findPlanErrors(planner, request, planningFacts),
    ];
    if (errors.length > 0) errorsByRow.set(row, errors);
  }
  return {
    valid: wellFormed.filter(({ row }) => !errorsByRow.has(row)),
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
  if (firstRow !== undefined) return [{ field: PERSON_FIELD, message: `is that of row ${String(firstRow)}, too` }];
  firstRows.set(key, row);
  const onboarding = openOnboardingsByKey.get(key);
  return onboarding === undefined ? [] : [{ field: PERSON_FIELD, message: `has an open onboarding: ${onboarding}` }];
}

function findPlanErrors(planner: Planner, request: OnboardingRequest, planningFacts: PlanningFacts): FieldError[] {
  try {
    planner.resolvePlan(request, planningFacts);
    return [];
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    return error.fields.length > 0 ? error.fields : [{ field: '(row)', message: error.detail }];
  }
}
