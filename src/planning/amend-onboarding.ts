import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import type { ResolvedStep } from '../domain/plan/resolved-plan';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { toFieldErrors, type FieldError, FirstdayError, describeZodIssue } from '../lib/errors';
import { listChangedPaths, applyMergePatch, isOverlappingPath } from './merge-patch';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planner';
import { computeEquipmentCost, listRequestErrors } from './check-request';
import { resolvePlan } from './resolve-plan';

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
  call: ReplanInput,
  changes: object,
  facts: PlanningFacts,
  planning: PlanningContext,
): ReplanResult {
  const request = parseAmendedRequest(call.request, changes);
  const changed = listChangedPaths(call.request, request);
  const { now } = facts;
  if (changed.length === 0) return { request: call.request, plan: call.plan, at: now, askAgain: false };
  if (!call.approved && call.begun.length === 0) {
    const askAgain = changed.some((path) => !FIELDS_WITHOUT_REAPPROVAL.includes(path));
    return { request, plan: resolvePlan(request, facts, planning), at: now, askAgain };
  }
  const errors = listRequestErrors(request, facts, planning).filter(({ field }) =>
    changed.some((path) => isOverlappingPath(path, field)),
  );
  if (errors.length > 0) throw new FirstdayError('invalid-request', undefined, errors);
  const cost = computeEquipmentCost(request, facts);
  const refused = changed.flatMap((path) => checkAmendment(path, call, cost.amountCents, planning));
  if (refused.length > 0) throw createTooLateError(refused);
  return { request, plan: { ...call.plan, cost }, at: now, askAgain: false };
}

function parseAmendedRequest(request: OnboardingRequest, changes: object): OnboardingRequest {
  const parsed = requestSchema.safeParse(applyMergePatch(request, changes), { error: describeZodIssue });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, toFieldErrors(parsed.error));
  return parsed.data;
}

function checkAmendment(path: string, call: ReplanInput, costCents: number, planning: PlanningContext): FieldError[] {
  if (path === 'startDate') return [{ field: path, message: 'is moved by reschedule, which moves the plan along' }];
  if (PLAN_SHAPING_FIELDS.includes(path) || (path === 'manager.email' && isManagerInvolved(call)))
    return [{ field: path, message: 'shapes the plan, which was approved: cancel it and submit it anew' }];
  if (path === 'equipment' && costCents > call.plan.cost.amountCents)
    return [{ field: path, message: 'costs more than what was approved' }];
  const reader = call.plan.steps.find(
    (step) =>
      call.begun.includes(step.id) &&
      listReadFields(step, call, planning).some((read) => isOverlappingPath(read, path)),
  );
  return reader === undefined ? [] : [{ field: path, message: `was used by ${reader.title} already` }];
}

const ALL_REQUEST_FIELDS = Object.keys(requestSchema.shape);

/** An activity without declared `reads` depends on the whole request, a task without them on nothing. */
function listReadFields(
  step: ResolvedStep,
  { plan }: ReplanInput,
  { activities, plans }: PlanningContext,
): readonly string[] {
  if (step.kind === 'activity') return activities[step.activity]?.reads ?? ALL_REQUEST_FIELDS;
  const defined = plans.find(({ name }) => name === plan.name)?.steps[step.id];
  return defined?.kind === 'task' ? (defined.reads ?? []) : [];
}

/** True if the manager is an owner, assignee, escalation target or undo-task assignee of any step. */
function isManagerInvolved({ request: { manager }, plan }: ReplanInput): boolean {
  const asked = plan.steps.flatMap((step) => {
    if (step.kind === 'activity') return [step.owner];
    return [step.assignees, step.patience?.escalateTo, step.kind === 'task' ? step.counter?.assignees : undefined];
  });
  return asked.some((assignees) => assignees?.people.some(({ email }) => email === manager.email));
}

function createTooLateError(refused: FieldError[]): FirstdayError {
  const reasons = refused.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new FirstdayError('not-possible', `This can no longer be amended: ${reasons}.`, refused);
}
