import { type Proof, parseMessage } from './onboarding/messages';
import type { Role } from './status';

/** More rows than this do not belong into one file. */
export const MAX_COHORT_ROWS = 2_000;

/** `invalid` was never to start; `failed` could not, for a reason that a person may cure. */
export const ROW_STATES = ['waiting', 'started', 'failed', 'cancelled', 'invalid'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** What can be said to a cohort's workflow, by the name of its signal, and what can be asked. */
export const COHORT_SIGNALS = { cancel: 'cancel', resume: 'resume' } as const;
export const COHORT_QUERY = 'cohort';

/** What is to be done with the rows. The last word counts. */
export interface CohortCommand {
  what: 'start' | 'resume' | 'cancel';
  by?: string;
  reason?: string;
  /** Where it came through the API. */
  authority?: { decisionId: string; roles: Role[] };
}

/** The input of `onboardCohort`. Everything about the rows themselves is in the database. */
export interface CohortInput {
  cohortId: string;
  /** How many rows one activity takes, and how many activities run at once: that many rows start at once. */
  chunkRows: number;
  atOnce: number;
  /** A run whose history is longer than this goes on as a new one. */
  historyEvents: number;
  /** While nothing is to be done, it looks so often whether its onboardings have all ended. */
  restMs: number;
  /** Refuse orders that did not come through the API. */
  apiOnly: boolean;
  carried?: CohortState;
}

/** The input of a cohort that is submitted now. */
export const buildCohortInput = (cohortId: string, apiOnly: boolean): CohortInput => ({
  cohortId,
  chunkRows: 10,
  atOnce: 10,
  historyEvents: 1_000,
  restMs: 60 * 60_000,
  apiOnly,
});

/** How far the workflow has come with its order. */
export interface CohortState {
  order: CohortCommand;
  /** The row to go on with. Undefined: the order was not begun. */
  next?: number;
  stand: CohortProgress;
  /** What was said and changed nothing, with the reason. */
  ignored: string[];
}

/** How a cohort stands, by the database. */
export interface CohortProgress {
  lastRow: number;
  rows: Record<RowState, number>;
  /** Onboardings of it that have not ended. */
  open: number;
}

/** What the query `cohort` answers. */
export interface CohortView extends CohortProgress {
  order: CohortCommand['what'];
  /** Whether all rows have been gone through for that order. */
  carriedOut: boolean;
  ignored: string[];
}

/** Rows by their number, both ends included. */
export interface RowRange {
  cohortId: string;
  from: number;
  to: number;
}

export interface CancelRowsInput extends RowRange {
  /** Unknown where it is Temporal's own cancel. */
  by?: string;
  reason: string;
  authority?: CohortCommand['authority'];
}

/** Each may be called again at any time: what is done already is left as it is. */
export interface CohortActivities {
  readStand: (cohortId: string) => Promise<CohortProgress>;
  /** Has what failed, or was cancelled before its start, wait again. */
  reopenRows: (cohortId: string) => Promise<CohortProgress>;
  /** Submits the rows of the range that wait. */
  startRows: (range: RowRange) => Promise<CohortProgress>;
  /** Keeps the rows of the range that wait from starting, and cancels the onboardings of those that started. */
  cancelRows: (call: CancelRowsInput) => Promise<CohortProgress>;
}

/** Reads an order as it came, from anybody and anywhere; never throws. */
export function parseCohortCommand(
  what: 'resume' | 'cancel',
  cohortId: string,
  value: unknown,
): { order: CohortCommand } | { fault: string } {
  // To resume, like an approval, takes no more than to say who does.
  const read = what === 'cancel' ? parseMessage('cancel', value) : parseMessage('approve', value);
  if ('fault' in read) return read;
  const { by, proof } = read.message;
  const reason = 'reason' in read.message ? read.message.reason : undefined;
  return { order: { what, by, reason, authority: toCohortAuthority(proof, cohortId) } };
}

/** A proof that was made for something else proves nothing here. */
const toCohortAuthority = (proof: Proof | undefined, cohortId: string): CohortCommand['authority'] =>
  proof?.onboardingId === cohortId ? { decisionId: proof.decisionId, roles: proof.roles } : undefined;
