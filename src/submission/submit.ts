import { createHash } from 'node:crypto';
import type { OnboardingInput } from '../contract/plan';
import type { OnboardingRequest, Person } from '../contract/request';
import type { OnboardingView } from '../contract/view';
import type { AuditEntry } from '../database/audit';
import { columnsOf, openKeyOf } from '../database/columns';
import { type IdempotencyKey, keptAnswer, recordSubmission } from '../database/submissions';
import { firstView, involvedIn, waitingFor } from './first-view';
import { planned, type PlanningDeps } from './plan';
import { type Receipt, receiptOf, receiptSchema } from './receipt';

export interface SubmissionDeps extends PlanningDeps {
  /** Told of every submission, after its commit. */
  starter: { wake(id: string): void };
}

export interface Submitted {
  request: OnboardingRequest;
  submittedBy: Person;
  idempotency?: IdempotencyKey;
  /** Adds who did it, and from where. */
  audit: (entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'detail'>) => AuditEntry;
}

/** Takes a request as `recordRequest` does, and has it delivered to Temporal. */
export async function submitRequest(deps: SubmissionDeps, submitted: Submitted): Promise<Receipt> {
  const receipt = await recordRequest(deps, submitted);
  // Another call with this key may have been first: then it is its onboarding, and waking that does no harm.
  deps.starter.wake(receipt.id);
  return receipt;
}

/**
 * Writes a request down whole, whoever brings it, and gives the receipt; the first one, where the key came before. In the
 * transaction at hand, or in one of its own; whoever calls this has it delivered after the commit.
 * @throws FirstdayError `invalid-request`, `not-plannable`, `already-open` or `idempotency-key-reused`
 */
export async function recordRequest(
  deps: PlanningDeps,
  { request, submittedBy, idempotency, audit }: Submitted,
): Promise<Receipt> {
  const kept = idempotency && (await keptAnswer(deps.database, idempotency));
  if (kept !== undefined) return receiptSchema.parse(kept);

  const input = await planned(deps, request, submittedBy);
  const view = firstView(input);
  const { id, plan, startDate } = view;
  const answer = await recordSubmission(deps.database, {
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
