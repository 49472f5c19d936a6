import { isSameJson } from '../domain/is-same-json';
import type { Access } from '../domain/access';
import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import type { ResolvedPlan } from '../domain/plan/resolved-plan';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { parseInput } from '../domain/field-errors/parse-input';
import { createReason } from '../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../lib/errors';
import { addCorrectionTasks } from './correction-tasks';
import { getLocationCalendar } from './location-calendar';
import { listChangedPaths, applyMergePatch, isOverlappingPath } from './merge-patch';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';
import { listRequestErrors } from './check-request';
import { listCorrections } from './list-corrections';
import { amendFrozenPlan } from './amend-frozen-plan';
import { priceEquipment } from './price-equipment';
import { refreshSteps } from './refresh-steps';
import { resolveCheckedPlan, resolvePlan } from './resolve-plan';
import { resolvePlannedAccess } from './choose-plan';
import { awaitApprovals } from './await-approvals';
import { createStatusLookup } from './step-status-lookup';

const FIELDS_WITHOUT_REAPPROVAL = ['employee.phone', 'employee.address', 'note'];

/** Fields that determine the plan, and with it the access that was approved. */
const PLAN_SHAPING_FIELDS = [
  'plan',
  'job.location',
  'job.department',
  'job.employmentType',
  'job.remote',
  'job.endDate',
  'access',
  'access.add',
  'access.remove',
];

/** Further fields on which the profiles may depend. */
const ACCESS_FIELDS = ['job.title', 'equipment', 'trainings'];

/**
 * Amends the request. Resolves the whole plan again if it is neither approved nor begun. Later, keeps the approved plan and
 * corrects the steps that have used a changed field; a change of what was approved resolves the plan again, and requests
 * the approvals anew.
 * @throws FirstdayError `invalid-request` with every field error; `not-possible` with every change that comes too late;
 *   `not-plannable` if a step has no possible assignee
 */
export function amendOnboarding(
  input: ReplanInput,
  changes: object,
  facts: PlanningFacts,
  planning: PlanningContext,
): ReplanResult {
  const request = parseAmendedRequest(input.request, changes);
  const changedFields = listChangedPaths(input.request, request);
  const { now: at } = facts;
  if (changedFields.length === 0) return { request: input.request, plan: input.plan, at, requiresReapproval: false };
  if (!input.isFullyApproved && input.startedSteps.length === 0) {
    const requiresReapproval = changedFields.some((path) => !FIELDS_WITHOUT_REAPPROVAL.includes(path));
    return { request, plan: resolvePlan(request, facts, planning), at, requiresReapproval, changedFields };
  }
  checkChangedFields(request, changedFields, facts, planning);
  const isPastPivot = hasStartedPivot(input);
  // A manager may change at any time, and the access is final once it is active.
  const accessRequest = isPastPivot ? { ...request, manager: input.request.manager } : request;
  const hasOtherAccess = grantsOtherAccess(input, accessRequest, facts, planning);
  const shapingFields = [...PLAN_SHAPING_FIELDS, ...(hasOtherAccess ? ACCESS_FIELDS : [])];
  checkNotTooLate(input, changedFields, isPastPivot ? shapingFields : []);
  const requiresReapproval = hasOtherAccess || changesApproval(input, request, changedFields, facts);
  const amendedPlan = requiresReapproval
    ? resolveAmendedPlan(input, request, facts, planning, isPastPivot ? input.plan.access : undefined)
    : amendFrozenPlan(input, request, facts, planning);
  const corrections = listCorrections(input, amendedPlan, changedFields, planning);
  const openSteps = amendedPlan.steps
    .map(({ id }) => id)
    .filter((id) => !input.startedSteps.includes(id) || corrections.some(({ step }) => step === id));
  const refreshedPlan = refreshSteps(amendedPlan, request, openSteps, planning);
  const plan = addCorrectionTasks(refreshedPlan, input.plan.steps, corrections);
  return { request, plan, at, requiresReapproval, changedFields, corrections };
}

function parseAmendedRequest(request: OnboardingRequest, changes: object): OnboardingRequest {
  const { data, fieldErrors } = parseInput(requestSchema, applyMergePatch(request, changes));
  if (fieldErrors) throw createInvalidRequestError(fieldErrors);
  return data;
}

/** Ignores errors of the other fields: a start date, for one, lies in the past by now. */
function checkChangedFields(
  request: OnboardingRequest,
  changedFields: readonly string[],
  facts: PlanningFacts,
  planning: PlanningContext,
): void {
  const errors = listRequestErrors(request, facts, planning).filter(({ field }) =>
    changedFields.some((path) => isOverlappingPath(path, field)),
  );
  if (errors.length > 0) throw createInvalidRequestError(errors);
}

const hasStartedPivot = ({ plan, startedSteps }: ReplanInput): boolean =>
  plan.steps.some((step) => step.kind === 'activity' && step.pivot === true && startedSteps.includes(step.id));

/** Refuses changes of the start date, which is moved, and of the fields that are final. */
function checkNotTooLate(input: ReplanInput, changedFields: readonly string[], finalFields: readonly string[]): void {
  const lateChanges = changedFields.flatMap((path): FieldError[] => {
    if (path === 'startDate') return [createFieldError(path, 'change.start-date', {})];
    return finalFields.includes(path) ? [createFieldError(path, 'change.after-first-day', {})] : [];
  });
  if (lateChanges.length === 0) return;
  const reason = createReason('not-possible', { fields: lateChanges.map(({ field }) => field) });
  const { steps, dayOne } = input.plan;
  throw new FirstdayError('not-possible', reason, lateChanges, {}, { steps, timeZone: dayOne.timeZone });
}

/** True if the approvers would decide about another plan or a higher cost. */
const changesApproval = (
  { plan }: ReplanInput,
  request: OnboardingRequest,
  changedFields: readonly string[],
  facts: PlanningFacts,
): boolean =>
  changedFields.some((path) => PLAN_SHAPING_FIELDS.includes(path)) ||
  (changedFields.includes('equipment') &&
    priceEquipment(request, plan.access, facts).cost.amountCents > plan.cost.amountCents);

/** True if the amended request meets the conditions of other profiles. The settings may have changed since the approval. */
function grantsOtherAccess(
  input: ReplanInput,
  request: OnboardingRequest,
  { company }: PlanningFacts,
  { plans }: PlanningContext,
): boolean {
  const definition = plans.find(({ name }) => name === input.plan.name) ?? input.plan;
  return !isSameJson(
    resolvePlannedAccess(input.request, definition, company),
    resolvePlannedAccess(request, definition, company),
  );
}

/** Resolves the plan again. `access`: unset to resolve it again, too. */
function resolveAmendedPlan(
  input: ReplanInput,
  request: OnboardingRequest,
  facts: PlanningFacts,
  planning: PlanningContext,
  access?: Access,
): ResolvedPlan {
  const calendar = getLocationCalendar(request.job.location, facts, planning);
  const resolution = { calendar, access, getStatus: createStatusLookup(input) };
  return awaitApprovals(resolveCheckedPlan(request, facts, planning, resolution), input.startedSteps);
}
