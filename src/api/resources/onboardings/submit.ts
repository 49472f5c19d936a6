import type { OnboardingRequest, Person } from '../../../domain/request';
import { planned } from '../../../application/plan-onboarding';
import { type SubmissionDeps, submitRequest } from '../../../application/submit-onboarding';
import type { Actor } from '../../http/access';
import { auditOf } from '../../http/audit-entry';
import type { ApiContext } from '../../http/context';
import { idempotencyOf } from '../../http/idempotency';
import type { Answer, Call } from '../../http/route';
import { previewOf } from './preview';

/** Takes a request: writes it down whole, answers, and has it delivered to Temporal. */
export async function submit(call: Call<unknown, unknown, OnboardingRequest>): Promise<Answer> {
  const { context, actor, body } = call;
  const receipt = await submitRequest(submissionOf(context), {
    request: body,
    submittedBy: personOf(actor),
    idempotency: idempotencyOf(call, body),
    audit: (entry) => auditOf(call, entry),
  });
  return { status: 202, body: receipt, headers: { Location: `/api/v1/onboardings/${receipt.id}` } };
}

/** Shows what a submission would do, and starts nothing. */
export async function preview({ context, actor, body }: Call<unknown, unknown, OnboardingRequest>): Promise<Answer> {
  const input = await planned(submissionOf(context), body, personOf(actor));
  return { status: 200, body: previewOf(input) };
}

const submissionOf = ({ database, planner, starter, config, searchAttributes }: ApiContext): SubmissionDeps => ({
  database,
  planner,
  starter,
  options: { apiOnly: config.apiOnly, searchAttributes },
});

const personOf = ({ name, email }: Actor): Person => ({ name, email });
