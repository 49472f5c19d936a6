import { randomUUID } from 'node:crypto';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { listStartedSteps, isFullyApproved } from '../../../domain/onboarding/started-steps';
import type { Messages, UpdateName } from '../../../domain/onboarding/messages';
import { diffStepDates, type PlanChangeResult } from '../../../domain/plan/plan-change-result';
import type { ReplanInput, ReplanResult } from '../../../domain/planning-activities';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { recordAudit } from '../../../database/audit';
import { loadCurrentRequestAndPlan } from '../../../database/onboardings';
import { listTimelineAfterSeq } from '../../../database/timeline';
import type { PlannedHire } from '../../../planning/warnings/demand';
import { createInvalidRequestError } from '../../../lib/errors';
import { replanOnboarding } from '../../../application/replan-onboarding';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildProof } from '../../http/build-proof';
import type { ApiContext } from '../../http/context';
import type { ApiResponse, ApiCall } from '../../http/route';
import { signalAndWait } from './signal-and-wait';
import { createOrphanedError, type Sender } from './send-decision';
import { listPlanChangeWarnings } from './plan-change-warnings';
import { signalWorkflow, ensureNotClosed } from './signal-workflow';
import { getOutcomeOrThrow } from './decision-outcome';
import { loadVisibleOnboarding } from './handlers';

type OnboardingCall<Body = unknown> = ApiCall<{ id: string }, unknown, Body>;

export const reschedule = (call: OnboardingCall<{ startDate: string }>): Promise<ApiResponse> =>
  requestPlanChange(call, {
    name: 'reschedule',
    change: call.body,
    auditDetail: call.body,
    buildMessage: (sender) => ({ ...sender, startDate: call.body.startDate }),
  });

/** @throws FirstdayError `invalid-request` if the merge patch is empty */
export async function amendRequest(call: OnboardingCall<object>): Promise<ApiResponse> {
  const fields = Object.keys(call.body);
  if (fields.length === 0) throw createInvalidRequestError([createFieldError('(body)', 'nothing-to-change', {})]);
  return requestPlanChange(call, {
    name: 'amend',
    change: { changes: call.body },
    auditDetail: { fields },
    buildMessage: (sender) => ({ ...sender, changes: call.body }),
  });
}

interface PlanChange<Name extends UpdateName> {
  name: Name;
  change: ReplanInput['change'];
  /** Must not hold personal data. */
  auditDetail: object;
  buildMessage: (sender: Sender) => Messages[Name];
}

/**
 * Signals a plan change: 200 with the differences, or 202 if the workflow does not confirm in time. A signal, because a
 * replay may run an update in another order (docs/decisions/008).
 * @throws FirstdayError `not-found`, `closed`, `not-waiting`, `unavailable`, or the rejection by planning
 */
async function requestPlanChange<Name extends UpdateName>(
  call: OnboardingCall,
  { name, change: requestedChange, auditDetail, buildMessage }: PlanChange<Name>,
): Promise<ApiResponse> {
  const { context, principal, params } = call;
  const onboarding = await loadVisibleOnboarding(context, principal, params.id);
  ensureNotClosed(onboarding);
  if (onboarding.orphaned_at) throw createOrphanedError(onboarding.view);
  await dryRunReplan(context, onboarding.view, requestedChange);

  const decisionId = randomUUID();
  await recordAudit(
    context.database,
    buildAuditEntry(call, {
      action: `onboarding.${name}`,
      onboardingId: params.id,
      decisionId,
      detail: auditDetail,
    }),
  );
  const proof = buildProof(principal, { decisionId, onboardingId: params.id, signal: name });
  const view = await signalAndWait(context, params.id, decisionId, () =>
    signalWorkflow(context, principal, params.id, {
      name,
      message: buildMessage({ by: principal.email, proof }),
      unreachableReason: 'unavailable.change',
    }),
  );
  const responseIds = { onboardingId: params.id, decisionId };
  if (!view) return { status: 202, body: { ...responseIds, confirmed: false } };
  getOutcomeOrThrow(view, decisionId, undefined);
  const change = await buildPlanChange(context, onboarding.view, view);
  const body = { ...responseIds, confirmed: true, ...addMessages(change, createReasonReader(view, call.locale)) };
  return { status: 200, body };
}

export const previewReschedule = (call: OnboardingCall<{ startDate: string }>): Promise<ApiResponse> =>
  previewPlanChange(call, call.body);

export const previewAmendment = (call: OnboardingCall<object>): Promise<ApiResponse> =>
  previewPlanChange(call, { changes: call.body });

/** Plans the change and returns the differences and warnings. Changes and signals nothing. */
async function previewPlanChange(call: OnboardingCall, change: ReplanInput['change']): Promise<ApiResponse> {
  const { context, locale } = call;
  const onboarding = await loadVisibleOnboarding(context, call.principal, call.params.id);
  ensureNotClosed(onboarding);
  const { before, after } = await dryRunReplan(context, onboarding.view, change);
  const { readiness, readinessCause, steps, dayOne } = after.plan;
  const body = {
    readiness,
    readinessCause,
    moved: diffStepDates(before.plan.steps, steps),
    requiresReapproval: after.requiresReapproval,
    corrections: after.corrections ?? [],
    warnings: await listPlanChangeWarnings(context, onboarding.view, { before, after }),
  };
  return { status: 200, body: addMessages(body, createReasonReader({ steps, timeZone: dayOne.timeZone }, locale)) };
}

/** Reports every invalid field before the workflow is signalled. The workflow plans again and decides. */
async function dryRunReplan(
  { database, planner }: ApiContext,
  { id, steps, submittedBy }: OnboardingView,
  change: ReplanInput['change'],
): Promise<{ before: PlannedHire; after: ReplanResult }> {
  const { request, plan } = await loadCurrentRequestAndPlan(database, id);
  const replanInput = {
    request,
    plan,
    submittedBy,
    change,
    isFullyApproved: isFullyApproved(steps),
    startedSteps: listStartedSteps(steps),
  };
  return {
    before: { request, plan },
    after: await replanOnboarding({ database, planner }, id, replanInput, new Date().toISOString()),
  };
}

/** Redone steps are the uninterrupted `redone` and `reapproval-requested` entries right after the entry of the change. */
async function buildPlanChange(
  { database }: ApiContext,
  before: OnboardingView,
  { timeline, ...after }: OnboardingView,
): Promise<PlanChangeResult> {
  const moved = diffStepDates(before.steps, after.steps);
  const newEntries = await listTimelineAfterSeq(database, after.id, timeline[0]?.seq ?? 0);
  const firstUnrelatedIndex = newEntries.findIndex(({ kind }) => kind !== 'redone' && kind !== 'reapproval-requested');
  const redone = newEntries
    .slice(0, firstUnrelatedIndex === -1 ? undefined : firstUnrelatedIndex)
    .flatMap(({ step }) => step ?? []);
  return { view: { ...after, timeline: [] }, moved, redone };
}
