import type { OnboardingRequest, Person } from '../../../domain/request';
import { listWarnings } from '../../../application/list-warnings';
import { planOnboarding } from '../../../application/plan-onboarding';
import { type SubmissionDeps, submitRequest } from '../../../application/submit-request';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiContext } from '../../http/context';
import { parseIdempotencyKey } from '../../http/idempotency';
import type { ApiResponse, ApiCall } from '../../http/route';
import { buildPreview } from './preview';

/** Persists the request before responding 202; the starter delivers it to Temporal. */
export async function submitOnboardingRequest(
  call: ApiCall<unknown, unknown, OnboardingRequest>,
): Promise<ApiResponse> {
  const { context, principal, body } = call;
  const receipt = await submitRequest(toSubmissionDeps(context), {
    request: body,
    submittedBy: toSubmitter(principal),
    submittedThrough: principal.agent,
    idempotency: parseIdempotencyKey(call, body),
    audit: (entry) => buildAuditEntry(call, entry),
  });
  return { status: 202, body: receipt, headers: { Location: `/api/v1/onboardings/${receipt.id}` } };
}

/** Plans the request without persisting or starting anything. */
export async function previewOnboarding({
  context,
  principal,
  body,
  locale,
}: ApiCall<unknown, unknown, OnboardingRequest>): Promise<ApiResponse> {
  const input = await planOnboarding(toSubmissionDeps(context), body, toSubmitter(principal));
  const warnings = await listWarnings(context, [input], { now: input.submittedAt });
  const reader = createReasonReader({ steps: input.plan.steps, timeZone: input.plan.dayOne.timeZone }, locale);
  return { status: 200, body: addMessages(buildPreview(input, warnings, locale), reader) };
}

const toSubmissionDeps = ({ database, planner, starter, config, hasSearchAttributes }: ApiContext): SubmissionDeps => ({
  database,
  planner,
  starter,
  options: { apiOnly: config.apiOnly, hasSearchAttributes },
});

const toSubmitter = ({ name, email }: AuthenticatedPrincipal): Person => ({ name, email });
