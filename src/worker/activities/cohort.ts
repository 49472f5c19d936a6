import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { CohortActivities, RowRange } from '../../domain/cohort';
import { isDatabaseAway } from '../../database/is-unavailable';
import {
  cancelWaiting,
  openOnboardings,
  reopen,
  rowFailed,
  rowStarted,
  standOf,
  waitingRequest,
  waitingRows,
} from '../../database/cohort-rows';
import { type CohortRow, findCohort } from '../../database/cohorts';
import type { Database } from '../../database/client';
import { type FieldError, FirstdayError } from '../../lib/errors';
import type { Planner } from '../../planning/planner';
import { faultOf } from '../../lib/background-loop';
import { planned } from '../../application/plan-onboarding';
import { recordPlanned } from '../../application/submit-onboarding';
import { deliver } from '../../application/start-submitted';
import { cancelOnboarding } from '../../application/cancel-onboarding';
import { heartbeating } from './heartbeat';
import { unexpected } from './attempt';

export interface CohortDeps {
  database: Database;
  client: Client;
  planner: Planner;
  logger: Logger;
}

/** So often a row that fails for no reason of ours is tried, before it is left to a person. */
const PATIENT_ATTEMPTS = 5;

/** What a cohort's workflow has done with its rows. */
export function cohortActivities(deps: CohortDeps): CohortActivities {
  const { database } = deps;
  return {
    readStand: (cohortId) => standOf(database, cohortId),
    async reopenRows(cohortId) {
      await reopen(database, cohortId);
      return standOf(database, cohortId);
    },
    startRows: (range) =>
      inTurn(deps, range, async (cohort, signal) => {
        for (const row of await waitingRows(database, range)) {
          signal.throwIfAborted();
          await startRow(deps, cohort, row);
        }
      }),
    cancelRows: ({ by, reason, authority, ...range }) =>
      inTurn(deps, range, async (cohort, signal) => {
        await cancelWaiting(database, range);
        for (const onboarding of await openOnboardings(database, range)) {
          signal.throwIfAborted();
          await cancelOnboarding(deps, onboarding, { by: by ?? cohort.submitted_by, reason, authority });
        }
      }),
  };
}

/** Without the causes of what fails: they may hold the row, and this ends in Temporal. */
async function inTurn(
  { database }: CohortDeps,
  { cohortId }: RowRange,
  work: (cohort: CohortRow, signal: AbortSignal) => Promise<void>,
) {
  try {
    const cohort = await findCohort(database, cohortId);
    if (cohort) await heartbeating((signal) => work(cohort, signal));
    return await standOf(database, cohortId);
  } catch (error) {
    throw unexpected(error);
  }
}

/** Starts one row, or writes down why it cannot. */
async function startRow(deps: CohortDeps, cohort: CohortRow, row: number): Promise<void> {
  try {
    const onboardingId = await submitRow(deps, cohort, row);
    if (onboardingId !== undefined) await deliver(deps, onboardingId).catch(() => undefined);
  } catch (error) {
    const errors = reasonOf(error);
    if (errors === undefined) throw error;
    if (!(error instanceof FirstdayError))
      deps.logger.error({ cohort: cohort.id, row, fault: faultOf(error) }, 'a row failed');
    await rowFailed(deps.database, cohort.id, row, errors);
  }
}

/**
 * Submits one row as the API would have. Its onboarding and its state are one transaction: however often this runs, and
 * whatever is killed, it has one onboarding. Gives its id, unless the row does not wait any more.
 */
async function submitRow(
  { database, planner }: CohortDeps,
  cohort: CohortRow,
  row: number,
): Promise<string | undefined> {
  const request = await waitingRequest(database, cohort.id, row);
  if (request === undefined) return undefined;
  const { submitted_by: email, submitter_name: name, options } = cohort;
  const input = await planned({ database, planner, options }, request, { name, email });
  return database.transaction().execute(async (transaction) => {
    // Another attempt, or a cancellation, may have come between.
    if ((await waitingRequest(transaction, cohort.id, row)) === undefined) return undefined;
    const { id } = await recordPlanned(transaction, input, {
      audit: (entry) => ({ ...entry, actor: email, detail: { ...Object(entry.detail), cohort: cohort.id, row } }),
    });
    await rowStarted(transaction, cohort.id, row, id);
    return id;
  });
}

/** Why a row cannot start, for the person who may cure it; undefined where trying again may. */
function reasonOf(error: unknown): FieldError[] | undefined {
  if (error instanceof FirstdayError)
    return error.fields.length > 0 ? error.fields : [{ field: '(row)', message: error.detail }];
  if (isDatabaseAway(error) || Context.current().info.attempt < PATIENT_ATTEMPTS) return undefined;
  return [{ field: '(row)', message: 'Something failed on our side; it was logged. Resume the cohort to try again.' }];
}
