import { createHash } from 'node:crypto';
import type { OnboardingInput } from '../domain/plan/types';
import type { OnboardingRequest, Person } from '../domain/request';
import type { OnboardingView } from '../domain/onboarding/view';
import { waitingFor } from '../domain/onboarding/pending-people';
import type { AuditEntry } from '../database/audit';
import { columnsOf, openKeyOf } from '../database/columns';
import type { Database } from '../database/client';
import { type IdempotencyKey, keptAnswer, recordSubmission } from '../database/idempotent-submissions';
import { firstView, involvedIn } from './initial-view';
import { planned, type PlanningDeps } from './plan-onboarding';
import { type Receipt, receiptOf, receiptSchema } from './receipt';

export interface SubmissionDeps extends PlanningDeps {
  /** Told of every submission, after its commit. */
  starter: { wake(id: string): void };
}

interface Recorded {
  idempotency?: IdempotencyKey;
  /** Adds who did it, and from where. */
  audit: (entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'detail'>) => AuditEntry;
}

export interface Submitted extends Recorded {
  request: OnboardingRequest;
  submittedBy: Person;
}

/**
 * Takes a request: writes it down whole, has it delivered to Temporal, and gives the receipt; the first one, where the
 * key came before.
 * @throws FirstdayError `invalid-request`, `not-plannable`, `already-open` or `idempotency-key-reused`
 */
export async function submitRequest(
  deps: SubmissionDeps,
  { request, submittedBy, idempotency, audit }: Submitted,
): Promise<Receipt> {
  const kept = idempotency && (await keptAnswer(deps.database, idempotency));
  if (kept !== undefined) return receiptSchema.parse(kept);
  const input = await planned(deps, request, submittedBy);
  const receipt = await recordPlanned(deps.database, input, { idempotency, audit });
  // Another call with this key may have been first: then it is its onboarding, and waking that does no harm.
  deps.starter.wake(receipt.id);
  return receipt;
}

/**
 * Writes down what was planned, in the transaction at hand or in one of its own; to be delivered after its commit.
 * @throws FirstdayError `already-open` or `idempotency-key-reused`
 */
export async function recordPlanned(
  database: Database,
  input: OnboardingInput,
  { idempotency, audit }: Recorded,
): Promise<Receipt> {
  const view = firstView(input);
  const { id, plan, startDate } = view;
  const answer = await recordSubmission(database, {
    onboarding: rowOf(input, view),
    answer: receiptOf(view),
    idempotency,
    audit: audit({ action: 'onboarding.submit', onboardingId: id, detail: { plan, startDate } }),
  });
  return receiptSchema.parse(answer);
}

function rowOf(input: OnboardingInput, view: OnboardingView) {
  return {
    ...columnsOf(view),
    id: input.id,
    open_key: openKeyOf(input.request),
    submitted_by: input.submittedBy.email,
    submitted_at: input.submittedAt,
    input: JSON.stringify(input),
    view: JSON.stringify(view),
    revision_run: 0,
    revision_history: 0,
    revision_changes: 0,
    involved: involvedIn(input),
    waiting_for: waitingFor(view),
  };
}

/** The checked body has its fields in the schema's order and its texts normalised: equal bodies have equal hashes. */
export const bodyHashOf = (body: unknown): string => sha256(JSON.stringify(body));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
