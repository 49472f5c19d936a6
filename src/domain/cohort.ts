import { type ApprovalDecision, type Cancellation, type Proof, parseMessage } from './onboarding/messages';
import { createReason, type Reason } from './reasons/reason';
import type { Role } from './status';

export const MAX_COHORT_ROWS = 2_000;

/** `invalid` rows are never started. `failed` rows could not start, for a reason that a person may fix. */
export const ROW_STATES = ['waiting', 'started', 'failed', 'cancelled', 'invalid'] as const;
export type RowState = (typeof ROW_STATES)[number];

export const COHORT_SIGNALS = { cancel: 'cancel', resume: 'resume' } as const;
export const COHORT_QUERY = 'cohort';

/** Messages to a running cohort, by signal name. `resume` has the payload of `approve`. */
export interface CohortMessages {
  cancel: Cancellation;
  resume: ApprovalDecision;
}

/** Command for all rows. The latest command wins. */
export interface CohortCommand {
  action: 'start' | 'resume' | 'cancel';
  by?: string;
  /** Free text of the person. */
  comment?: string;
  /** Set only if the command came through the API. */
  authority?: { decisionId: string; roles: Role[] };
}

/** Input of `onboardCohort`. The rows themselves are in the database. */
export interface CohortInput {
  cohortId: string;
  /** Rows per activity. `concurrency` activities run in parallel, so the product bounds the rows started at once. */
  rowsPerRange: number;
  concurrency: number;
  /** History length, in events, above which the workflow continues as new. */
  maxHistoryEvents: number;
  /** Interval, in ms, at which an idle cohort recounts its open onboardings. */
  pollIntervalMs: number;
  /** Rejects commands that did not come through the API. */
  apiOnly: boolean;
  carriedState?: CohortState;
}

export const buildCohortInput = (cohortId: string, apiOnly: boolean): CohortInput => ({
  cohortId,
  rowsPerRange: 10,
  concurrency: 10,
  maxHistoryEvents: 1_000,
  pollIntervalMs: 60 * 60_000,
  apiOnly,
});

/** State carried over continue-as-new. */
export interface CohortState {
  command: CohortCommand;
  /** Next row to process; undefined if the command has not started. */
  nextRow?: number;
  progress: CohortProgress;
  /** Commands through the API that this cohort has received: none counts twice. */
  decisionIds?: string[];
  /** Reasons of the latest ignored messages. */
  ignored: Reason[];
}

/** Row counts by state, read from the database. */
export interface CohortProgress {
  lastRow: number;
  rows: Record<RowState, number>;
  /** Onboardings of the cohort that have not ended. */
  open: number;
}

/** Answer of the query `cohort`. */
export interface CohortView extends CohortProgress {
  action: CohortCommand['action'];
  /** True if all rows were processed for the current command. */
  isCommandComplete: boolean;
  ignored: Reason[];
}

/** Row numbers, both ends inclusive. */
export interface RowRange {
  cohortId: string;
  from: number;
  to: number;
}

export interface CancelRowsInput extends RowRange {
  /** Undefined for Temporal's own cancel. */
  by?: string;
  comment?: string;
  authority?: CohortCommand['authority'];
}

/** All are idempotent: rows already processed are left unchanged. */
export interface CohortActivities {
  readProgress: (cohortId: string) => Promise<CohortProgress>;
  /** Returns rows that failed, or were cancelled before their start, to `waiting`. */
  reopenRows: (cohortId: string) => Promise<CohortProgress>;
  /** Submits the waiting rows of the range. */
  startRows: (range: RowRange) => Promise<CohortProgress>;
  /** Cancels the waiting rows of the range, and the onboardings of its started rows. */
  cancelRows: (input: CancelRowsInput) => Promise<CohortProgress>;
}

/** Parses an untrusted command. Never throws. */
export function parseCohortCommand(
  action: 'resume' | 'cancel',
  cohortId: string,
  value: unknown,
): { command: CohortCommand } | { rejection: Reason } {
  // `resume` has the payload of `approve`: only the sender is required.
  const parsed = action === 'cancel' ? parseMessage('cancel', value) : parseMessage('approve', value);
  if ('problem' in parsed)
    return { rejection: createReason('malformed.signal', { signal: action, problem: parsed.problem }) };
  const { by, proof } = parsed.message;
  if (proof !== undefined && (proof.onboardingId !== cohortId || proof.signal !== action))
    return { rejection: createReason('unverified.misused', {}) };
  const comment = 'reason' in parsed.message ? parsed.message.reason : undefined;
  return { command: { action, by, comment, authority: proof && toAuthority(proof) } };
}

const toAuthority = ({ decisionId, roles }: Proof): CohortCommand['authority'] => ({ decisionId, roles });
