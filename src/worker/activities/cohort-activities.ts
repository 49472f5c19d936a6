import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { CancelRowsInput, CohortActivities, RowRange } from '../../domain/cohort';
import { isDatabaseUnavailable } from '../../database/is-database-unavailable';
import {
  cancelWaitingRows,
  listOpenCohortOnboardings,
  requeueUnstartedRows,
  markRowFailed,
  markRowStarted,
  loadCohortProgress,
  findWaitingRequest,
  listWaitingRowNumbers,
} from '../../database/cohort-rows';
import { type CohortRecord, findCohort } from '../../database/cohorts';
import type { Database } from '../../database/client';
import type { FieldError } from '../../domain/field-errors/field-error';
import { FirstdayError } from '../../lib/errors';
import type { Planner } from '../../planning/planner';
import { describeError } from '../../lib/background-loop';
import { planOnboarding } from '../../application/plan-onboarding';
import { toRowErrors, UNEXPECTED_ROW_ERROR } from '../../application/row-errors';
import { savePlannedOnboarding } from '../../application/submit-request';
import { startSubmittedWorkflow } from '../../application/start-submitted-workflow';
import { cancelOnboarding } from '../../application/cancel-onboarding';
import { withHeartbeat } from './with-heartbeat';
import { toFailureWithoutCause } from './run-attempt';

export interface CohortActivityDeps {
  database: Database;
  client: Client;
  planner: Planner;
  logger: Logger;
}

/** Activity attempts before a row with an unexpected error is marked as failed and left to a person. */
const MAX_ROW_ATTEMPTS = 5;

export function createCohortActivities(deps: CohortActivityDeps): CohortActivities {
  const { database } = deps;
  return {
    readProgress: (cohortId) => loadCohortProgress(database, cohortId),
    async reopenRows(cohortId) {
      await requeueUnstartedRows(database, cohortId);
      return loadCohortProgress(database, cohortId);
    },
    startRows: (range) => processCohortRows(deps, range, (cohort, signal) => startRows(deps, range, cohort, signal)),
    cancelRows: (input) => processCohortRows(deps, input, (cohort, signal) => cancelRows(deps, input, cohort, signal)),
  };
}

async function startRows(
  deps: CohortActivityDeps,
  range: RowRange,
  cohort: CohortRecord,
  signal: AbortSignal,
): Promise<void> {
  for (const row of await listWaitingRowNumbers(deps.database, range)) {
    signal.throwIfAborted();
    await startRow(deps, cohort, row);
  }
}

/** Cancels the rows that have not started, then the open onboardings of the others. */
async function cancelRows(
  deps: CohortActivityDeps,
  { by, comment, authority, ...range }: CancelRowsInput,
  cohort: CohortRecord,
  signal: AbortSignal,
): Promise<void> {
  await cancelWaitingRows(deps.database, range);
  for (const onboarding of await listOpenCohortOnboardings(deps.database, range)) {
    signal.throwIfAborted();
    await cancelOnboarding(deps, onboarding, {
      by: by ?? cohort.submitted_by,
      cohortId: cohort.id,
      comment,
      authority,
    });
  }
}

/** Strips causes from failures: they may contain row data, and failures are recorded in Temporal. */
async function processCohortRows(
  { database }: CohortActivityDeps,
  { cohortId }: RowRange,
  work: (cohort: CohortRecord, signal: AbortSignal) => Promise<void>,
) {
  try {
    const cohort = await findCohort(database, cohortId);
    if (cohort) await withHeartbeat((signal) => work(cohort, signal));
    return await loadCohortProgress(database, cohortId);
  } catch (error) {
    throw toFailureWithoutCause(error);
  }
}

/** Starts one row, or records its errors. A workflow start that fails is left to the starter's sweep. */
async function startRow(deps: CohortActivityDeps, cohort: CohortRecord, row: number): Promise<void> {
  try {
    const onboardingId = await submitRow(deps, cohort, row);
    if (onboardingId !== undefined) await startSubmittedWorkflow(deps, onboardingId).catch(() => undefined);
  } catch (error) {
    const errors = listRowErrors(error);
    if (errors === undefined) throw error;
    if (!(error instanceof FirstdayError))
      deps.logger.error({ cohort: cohort.id, row, error: describeError(error) }, 'a row failed');
    await markRowFailed(deps.database, cohort.id, row, errors);
  }
}

/**
 * Submits one row as the API would. Onboarding and row state are written in one transaction: retries and kills never
 * create a second onboarding.
 * @returns the onboarding id; undefined if the row is no longer waiting.
 */
async function submitRow(
  { database, planner }: CohortActivityDeps,
  cohort: CohortRecord,
  row: number,
): Promise<string | undefined> {
  const request = await findWaitingRequest(database, cohort.id, row);
  if (request === undefined) return undefined;
  const { submitted_by: email, submitter_name: name, submitted_through: agent, options } = cohort;
  const plannedInput = await planOnboarding({ database, planner, options }, request, { name, email });
  const input = { ...plannedInput, submittedThrough: agent ?? undefined };
  return database.transaction().execute(async (transaction) => {
    // Another attempt or a cancellation may have changed the row since it was read.
    if ((await findWaitingRequest(transaction, cohort.id, row)) === undefined) return undefined;
    const { id } = await savePlannedOnboarding(transaction, input, {
      audit: (entry) => ({ ...entry, actor: email, detail: { ...Object(entry.detail), cohort: cohort.id, row } }),
    });
    await markRowStarted(transaction, cohort.id, row, id);
    return id;
  });
}

/** Returns the row errors to show to a person; undefined if a retry may succeed. */
function listRowErrors(error: unknown): FieldError[] | undefined {
  if (error instanceof FirstdayError) return toRowErrors(error);
  if (isDatabaseUnavailable(error) || Context.current().info.attempt < MAX_ROW_ATTEMPTS) return undefined;
  return [UNEXPECTED_ROW_ERROR];
}
