import { createHash } from 'node:crypto';
import { summarizeAccess } from '../domain/access-summary';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../domain/request';
import { buildFirstProjection } from '../domain/onboarding/first-projection';
import type { Projection } from '../domain/onboarding/onboarding-model';
import type { AuditEntry } from '../database/audit';
import { toOnboardingColumns, computeOpenKey } from '../database/onboarding-columns';
import type { Database } from '../database/client';
import { type IdempotencyKey, findStoredResponse, insertSubmission } from '../database/submissions';
import { planOnboarding, type PlanningDeps } from './plan-onboarding';
import { type Receipt, toReceipt, receiptSchema } from './receipt';

export interface SubmissionDeps extends PlanningDeps {
  /** Triggered after the commit of each submission. */
  starter: { trigger(id: string): void };
}

interface SaveOptions {
  idempotency?: IdempotencyKey;
  /** Adds the acting person and the origin of the call. */
  audit: (entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'detail'>) => AuditEntry;
}

export interface SubmissionInput extends SaveOptions {
  request: OnboardingRequest;
  submittedBy: Person;
  /** Address of the agent that submits on behalf of `submittedBy`. */
  submittedThrough?: string;
}

/**
 * Plans a request, saves it and triggers its delivery to Temporal. Returns the stored receipt for a repeated key.
 * @throws FirstdayError `invalid-request`, `not-plannable`, `already-open` or `idempotency-key-reused`
 */
export async function submitRequest(
  deps: SubmissionDeps,
  { request, submittedBy, submittedThrough, idempotency, audit }: SubmissionInput,
): Promise<Receipt> {
  const storedReceipt = idempotency && (await findStoredResponse(deps.database, idempotency));
  if (storedReceipt !== undefined) return receiptSchema.parse(storedReceipt);
  const input = { ...(await planOnboarding(deps, request, submittedBy)), submittedThrough };
  const receipt = await savePlannedOnboarding(deps.database, input, { idempotency, audit });
  // If another call with this key came first, this triggers its onboarding again, which is harmless.
  deps.starter.trigger(receipt.id);
  return receipt;
}

/**
 * Saves a planned onboarding, within the caller's transaction if there is one. The caller triggers the delivery after
 * the commit.
 * @throws FirstdayError `already-open`, `idempotency-key-reused`, or `invalid-request` if the location was removed meanwhile
 */
export async function savePlannedOnboarding(
  database: Database,
  input: OnboardingInput,
  { idempotency, audit }: SaveOptions,
): Promise<Receipt> {
  const projection = buildFirstProjection(input);
  const { view } = projection;
  const { id, plan, startDate } = view;
  const access = summarizeAccess(input.plan.access, input.request);
  const response = await insertSubmission(database, {
    onboarding: toOnboardingRow(input, projection),
    response: toReceipt(view),
    idempotency,
    audit: audit({ action: 'onboarding.submit', onboardingId: id, detail: { plan, startDate, access } }),
  });
  return receiptSchema.parse(response);
}

function toOnboardingRow(input: OnboardingInput, { view, pendingPeople, involvedPeople }: Projection) {
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
    involved_people: involvedPeople,
    pending_people: pendingPeople,
  };
}

/** Expects a validated body: field order and texts are normalised, so equal bodies have equal hashes. */
export const hashBody = (body: unknown): string => sha256(JSON.stringify(body));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
