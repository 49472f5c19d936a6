import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ENGINE_VERSION } from '../../contract/ids';
import type { OnboardingInput } from '../../contract/plan';
import type { OnboardingRequest } from '../../contract/request';
import { planningFacts } from '../../database/facts';
import { IDEMPOTENCY_DAYS, type IdempotencyKey, keptAnswer, recordSubmission } from '../../database/submissions';
import { FirstdayError } from '../../errors';
import type { Actor } from '../access';
import { auditOf } from '../audited';
import type { ApiContext } from '../deps';
import type { Answer, Call } from '../route';
import { firstView, involvedIn, waitingFor } from './first-view';
import { receiptSchema } from './schema';

export const idempotencyHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .meta({
      description: `Repeat the call with the same key and body, and the first answer is given again, for ${IDEMPOTENCY_DAYS} days.`,
      example: 'hire-2027-0042',
    }),
});

/** Takes a request: writes it down whole, answers, and has it delivered to Temporal. */
export async function submit(call: Call<unknown, unknown, OnboardingRequest>): Promise<Answer> {
  const { context, actor, body } = call;
  const idempotency = idempotencyOf(call);
  const kept = idempotency && (await keptAnswer(context.database, idempotency));
  if (kept !== undefined) return accepted(kept);

  const input = await planned(context, actor, body);
  const view = firstView(input);
  const { id, status, readiness, plan, startDate, submittedAt } = view;
  const answer = await recordSubmission(context.database, {
    onboarding: rowOf(input, view),
    answer: { id, status, readiness, plan, startDate, submittedAt },
    idempotency,
    audit: auditOf(call, { action: 'onboarding.submit', onboardingId: id, detail: { plan, startDate } }),
  });
  // Another call with this key may have been first: then it is its onboarding, and waking that does no harm.
  context.starter.wake(receiptSchema.parse(answer).id);
  return accepted(answer);
}

/** Shows what a submission would do, and starts nothing. */
export async function preview({ context, actor, body }: Call<unknown, unknown, OnboardingRequest>): Promise<Answer> {
  const { plan } = await planned(context, actor, body);
  const { name, readiness, cost, dayOne } = plan;
  const steps = plan.steps.map((step) => {
    const { id, kind, title, after, startAt, dueAt, skipped } = step;
    const deciders = step.kind === 'approval' ? step.deciders : undefined;
    return { id, kind, title, after, startAt, dueAt, skipped, deciders };
  });
  return { status: 200, body: { plan: name, readiness, cost, dayOne, steps } };
}

async function planned(context: ApiContext, actor: Actor, request: OnboardingRequest): Promise<OnboardingInput> {
  const submittedBy = { name: actor.name, email: actor.email };
  const facts = await planningFacts(context.database, request, submittedBy);
  return {
    engineVersion: ENGINE_VERSION,
    id: randomUUID(),
    request,
    plan: context.planner.resolve(request, facts),
    submittedBy,
    submittedAt: facts.now,
    options: { apiOnly: context.config.apiOnly, searchAttributes: context.searchAttributes },
  };
}

function accepted(answer: unknown): Answer {
  const receipt = receiptSchema.parse(answer);
  return { status: 202, body: receipt, headers: { Location: `/api/v1/onboardings/${receipt.id}` } };
}

function idempotencyOf({
  request,
  actor,
  body,
}: Call<unknown, unknown, OnboardingRequest>): IdempotencyKey | undefined {
  const parsed = idempotencyHeaders.safeParse({ 'Idempotency-Key': request.get('Idempotency-Key') });
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'is not valid';
    throw new FirstdayError('invalid-request', undefined, [{ field: 'Idempotency-Key', message }]);
  }
  const key = parsed.data['Idempotency-Key'];
  // The checked body has its fields in the schema's order and its texts normalised: equal requests have equal texts.
  return key === undefined ? undefined : { caller: actor.email, key, bodyHash: sha256(JSON.stringify(body)) };
}

function rowOf(input: OnboardingInput, view: ReturnType<typeof firstView>) {
  const { employee, job, manager } = input.request;
  return {
    id: input.id,
    plan: view.plan,
    status: view.status,
    readiness: view.readiness,
    employee_name: `${employee.preferredName ?? employee.givenName} ${employee.familyName}`,
    department: job.department,
    location: job.location,
    manager_email: manager.email,
    start_date: view.startDate,
    open_key: sha256(employee.personalEmail),
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

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
