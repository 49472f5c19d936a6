import { setImmediate as breathe } from 'node:timers/promises';
import type { OnboardingRequest, Person } from '../../../domain/request';
import { requestSchema } from '../../../domain/request';
import { openByKey } from '../../../database/cohort-rows';
import { openKeyOf } from '../../../database/columns';
import type { Database } from '../../../database/client';
import { factsForAll } from '../../../database/planning-facts';
import { type FieldError, fieldErrors, FirstdayError, inWords } from '../../../lib/errors';
import type { Planner, PlanningFacts } from '../../../planning/planner';
import type { Row } from './csv';

/** So many rows are planned before others get their turn. */
const AT_A_STRETCH = 20;
const PERSON = 'employee.personalEmail';

export interface ValidRow {
  row: number;
  request: OnboardingRequest;
}

export interface Checked {
  valid: ValidRow[];
  invalid: { row: number; errors: FieldError[] }[];
}

/** Tells the rows that could be started now from those that could not, and why not. Starts nothing. */
export async function checkRows(
  { database, planner }: { database: Database; planner: Planner },
  rows: readonly Row[],
  submittedBy: Person,
): Promise<Checked> {
  const wellFormed: ValidRow[] = [];
  const faults = new Map<number, FieldError[]>();
  for (const { row, request, fault } of rows) {
    const parsed = requestSchema.safeParse(request, { error: inWords });
    if (parsed.success && !fault) wellFormed.push({ row, request: parsed.data });
    else faults.set(row, [...(fault ? [fault] : []), ...(parsed.error ? fieldErrors(parsed.error) : [])]);
  }
  const open = await openByKey(
    database,
    wellFormed.map(({ request }) => openKeyOf(request)),
  );
  const facts = await factsForAll(
    database,
    wellFormed.map(({ request }) => request),
    submittedBy,
  );
  const firstRows = new Map<string, number>();
  for (const [index, { row, request }] of wellFormed.entries()) {
    if (index % AT_A_STRETCH === 0) await breathe();
    const errors = [...personFaults(row, openKeyOf(request), firstRows, open), ...planFaults(planner, request, facts)];
    if (errors.length > 0) faults.set(row, errors);
  }
  return {
    valid: wellFormed.filter(({ row }) => !faults.has(row)),
    invalid: rows.flatMap(({ row }) => {
      const errors = faults.get(row);
      return errors ? [{ row, errors }] : [];
    }),
  };
}

function personFaults(row: number, key: string, firstRows: Map<string, number>, open: Map<string, string>) {
  const first = firstRows.get(key);
  if (first !== undefined) return [{ field: PERSON, message: `is that of row ${String(first)}, too` }];
  firstRows.set(key, row);
  const onboarding = open.get(key);
  return onboarding === undefined ? [] : [{ field: PERSON, message: `has an open onboarding: ${onboarding}` }];
}

function planFaults(planner: Planner, request: OnboardingRequest, facts: PlanningFacts): FieldError[] {
  try {
    planner.resolve(request, facts);
    return [];
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    return error.fields.length > 0 ? error.fields : [{ field: '(row)', message: error.detail }];
  }
}
