import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { parseInput } from '../domain/field-errors/parse-input';
import { createReason } from '../domain/reasons/reason';
import { findOwn } from '../domain/find-own';
import { createInvalidRequestError, FirstdayError } from '../lib/errors';
import { listChangedPaths, applyMergePatch, isOverlappingPath } from './merge-patch';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';
import { computeEquipmentCost, listRequestErrors } from './check-request';
import { resolvePlan } from './resolve-plan';
import { resolveForm } from './resolve-step';

const FIELDS_WITHOUT_REAPPROVAL = ['employee.phone', 'employee.address', 'note'];

/** Fields that determine the plan; frozen once it is approved or a step has begun. */
const PLAN_SHAPING_FIELDS = [
  'plan',
  'job.location',
  'job.department',
  'job.employmentType',
  'job.remote',
  'job.endDate',
];

/**
 * Amends the request. Resolves the whole plan again if it is neither approved nor begun, else permits only changes that
 * no effect depends on yet.
 * @throws FirstdayError `invalid-request` with every field error; `not-possible` with every change that comes too late
 */
export function amendOnboarding(
  input: ReplanInput,
  changes: object,
  facts: PlanningFacts,
  planning: PlanningContext,
): ReplanResult {
  const request = parseAmendedRequest(input.request, changes);
  const changedPaths = listChangedPaths(input.request, request);
  const { now } = facts;
  if (changedPaths.length === 0)
    return { request: input.request, plan: input.plan, at: now, requiresReapproval: false };
  if (!input.isFullyApproved && input.startedSteps.length === 0) {
    const requiresReapproval = changedPaths.some((path) => !FIELDS_WITHOUT_REAPPROVAL.includes(path));
    return {
      request,
      plan: resolvePlan(request, facts, planning),
      at: now,
      requiresReapproval,
      changedFields: changedPaths,
    };
  }
  const errors = listRequestErrors(request, facts, planning).filter(({ field }) =>
    changedPaths.some((path) => isOverlappingPath(path, field)),
  );
  if (errors.length > 0) throw createInvalidRequestError(errors);
  const cost = computeEquipmentCost(request, facts);
  const lateChanges = changedPaths.flatMap((path) => checkAmendment(path, input, cost.amountCents, planning));
  if (lateChanges.length > 0) throw createTooLateError(lateChanges, input.plan);
  return {
    request,
    plan: { ...input.plan, cost, steps: resolveOpenForms(request, cost.amountCents, input, planning) },
    at: now,
    requiresReapproval: false,
    changedFields: changedPaths,
  };
}

function parseAmendedRequest(request: OnboardingRequest, changes: object): OnboardingRequest {
  const { data, fieldErrors } = parseInput(requestSchema, applyMergePatch(request, changes));
  if (fieldErrors) throw createInvalidRequestError(fieldErrors);
  return data;
}

function checkAmendment(path: string, input: ReplanInput, costCents: number, planning: PlanningContext): FieldError[] {
  if (path === 'startDate') return [createFieldError(path, 'change.start-date', {})];
  if (PLAN_SHAPING_FIELDS.includes(path) || (path === 'manager.email' && isManagerInvolved(input)))
    return [createFieldError(path, 'change.approved-plan', {})];
  if (path === 'equipment' && costCents > input.plan.cost.amountCents)
    return [createFieldError(path, 'change.costs-more', {})];
  const reader = input.plan.steps.find(
    (step) =>
      input.startedSteps.includes(step.id) &&
      listReadFields(step, input, planning).some((readPath) => isOverlappingPath(readPath, path)),
  );
  return reader === undefined ? [] : [createFieldError(path, 'change.already-used', { step: reader.id })];
}

/** Computes the questions of an open task again, by the amended request. */
function resolveOpenForms(
  request: OnboardingRequest,
  equipmentCostCents: number,
  { plan, startedSteps }: ReplanInput,
  { plans }: PlanningContext,
): ResolvedStep[] {
  const definitions = plans.find(({ name }) => name === plan.name)?.steps ?? {};
  return plan.steps.map((step) => {
    const definition = findOwn(definitions, step.id);
    if (step.kind !== 'task' || definition?.kind !== 'task' || typeof definition.form !== 'function') return step;
    if (startedSteps.includes(step.id)) return step;
    return { ...step, form: resolveForm(definition, { request, equipmentCostCents }) };
  });
}

const ALL_REQUEST_FIELDS = Object.keys(requestSchema.shape);

/** An activity without declared `reads` depends on the whole request, a task without them on nothing. */
function listReadFields(
  step: ResolvedStep,
  { plan }: ReplanInput,
  { activities, plans }: PlanningContext,
): readonly string[] {
  if (step.kind === 'activity') return activities[step.activity]?.reads ?? ALL_REQUEST_FIELDS;
  const definition = plans.find(({ name }) => name === plan.name)?.steps[step.id];
  return definition?.kind === 'task' ? (definition.reads ?? []) : [];
}

/** True if the manager is an owner, assignee, escalation target or undo-task assignee of any step. */
function isManagerInvolved({ request: { manager }, plan }: ReplanInput): boolean {
  const assigneeGroups = plan.steps.flatMap((step) => {
    if (step.kind === 'activity') return [step.owner];
    return [step.assignees, step.escalation?.escalateTo, step.kind === 'task' ? step.undoTask?.assignees : undefined];
  });
  return assigneeGroups.some((assignees) => assignees?.people.some(({ email }) => email === manager.email));
}

function createTooLateError(lateChanges: FieldError[], { steps, dayOne }: ResolvedPlan): FirstdayError {
  const reason = createReason('not-possible', { fields: lateChanges.map(({ field }) => field) });
  return new FirstdayError('not-possible', reason, lateChanges, {}, { steps, timeZone: dayOne.timeZone });
}
