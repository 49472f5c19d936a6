import { createHash } from 'node:crypto';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../domain/request';
import type { OnboardingView } from '../domain/onboarding/view';
import { listPendingPeople } from '../domain/onboarding/pending-people';
import type { AuditEntry } from '../database/audit';
import { toOnboardingColumns, computeOpenKey } from '../database/onboarding-columns';
import type { Database } from '../database/client';
import { type IdempotencyKey, findStoredResponse, insertSubmission } from '../database/submissions';
import { buildInitialView, listInvolvedEmails } from './initial-view';
import { planOnboarding, type PlanningDeps } from './plan-onboarding';
import { type Receipt, toReceipt, receiptSchema } from './receipt';

export interface SubmissionDeps extends PlanningDeps {
  /** Told of every submission, after its commit. */
  starter: { trigger(id: string): void };
}

interface SaveOptions {
  idempotency?: IdempotencyKey;
  /** Adds who did it, and from where. */
  audit: (entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'detail'>) => AuditEntry;
}

export interface SubmissionInput extends SaveOptions {
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
  { request, submittedBy, idempotency, audit }: SubmissionInput,
): Promise<Receipt> {
  const keptReceipt = idempotency && (await findStoredResponse(deps.database, idempotency));
  if (keptReceipt !== undefined) return receiptSchema.parse(keptReceipt);
  const input = await planOnboarding(deps, request, submittedBy);
  const receipt = await savePlannedOnboarding(deps.database, input, { idempotency, audit });
  // Another call with this key may have been first: then it is its onboarding, and waking that does no harm.
  deps.starter.trigger(receipt.id);
  return receipt;
}

/**
 * Writes down what was planned, in the transaction at hand or in one of its own; to be delivered after its commit.
 * @throws FirstdayError `already-open` or `idempotency-key-reused`
 */
export async function savePlannedOnboarding(
  database: Database,
  input: OnboardingInput,
  { idempotency, audit }: SaveOptions,
): Promise<Receipt> {
  const view = buildInitialView(input);
  const { id, plan, startDate } = view;
  const answer = await insertSubmission(database, {
    onboarding: toOnboardingRow(input, view),
    response: toReceipt(view),
    idempotency,
    audit: audit({ action: 'onboarding.submit', onboardingId: id, detail: { plan, startDate } }),
  });
  return receiptSchema.parse(answer);
}

function toOnboardingRow(input: OnboardingInput, view: OnboardingView) {
  return {
    ...toOnboardingColumns(view),
    id: input.id,
    open_key: computeOpenKey(input.request),
    submitted_by: input.submittedBy.email,
    submitted_at: input.submittedAt,
    input: JSON.stringify(input),
    view: JSON.stringify(view),
    revision_run: 0,
    revision_history: 0,
    revision_changes: 0,
    involved: listInvolvedEmails(input),
    waiting_for: listPendingPeople(view),
  };
}

/** The checked body has its fields in the schema's order and its texts normalised: equal bodies have equal hashes. */
export const hashBody = (body: unknown): string => sha256(JSON.stringify(body));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
