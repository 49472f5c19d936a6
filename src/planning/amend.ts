import type { Replanned, ReplanCall } from '../domain/planning-activities';
import type { ResolvedStep } from '../domain/plan/types';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { fieldErrors, type FieldError, FirstdayError, inWords } from '../lib/errors';
import { changedPaths, mergePatch, touches } from './merge-patch';
import type { Planning } from './planner-config';
import type { PlanningFacts } from './planner';
import { costOf, requestFaults } from './request-checks';
import { resolve } from './resolve';

/** What no approval depends on. */
const QUIET = ['employee.phone', 'employee.address', 'note'];

/** What the plan was made by: after the approvals it stands. */
const SHAPES = ['plan', 'job.location', 'job.department', 'job.employmentType', 'job.remote', 'job.endDate'];

/**
 * The onboarding with its request amended: planned anew as a whole where nothing was approved or begun, else only where
 * it has no effect yet.
 * @throws FirstdayError `invalid-request` with every field at fault; `not-possible` with every change that comes too late.
 */
export function amend(call: ReplanCall, changes: object, facts: PlanningFacts, planning: Planning): Replanned {
  const request = amended(call.request, changes);
  const changed = changedPaths(call.request, request);
  const { now } = facts;
  if (changed.length === 0) return { request: call.request, plan: call.plan, at: now, askAgain: false };
  if (!call.approved && call.begun.length === 0) {
    const askAgain = changed.some((path) => !QUIET.includes(path));
    return { request, plan: resolve(request, facts, planning), at: now, askAgain };
  }
  const faults = requestFaults(request, facts, planning).filter(({ field }) =>
    changed.some((path) => touches(path, field)),
  );
  if (faults.length > 0) throw new FirstdayError('invalid-request', undefined, faults);
  const cost = costOf(request, facts);
  const refused = changed.flatMap((path) => refusalOf(path, call, cost.amountCents, planning));
  if (refused.length > 0) throw tooLate(refused);
  return { request, plan: { ...call.plan, cost }, at: now, askAgain: false };
}

function amended(request: OnboardingRequest, changes: object): OnboardingRequest {
  const parsed = requestSchema.safeParse(mergePatch(request, changes), { error: inWords });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, fieldErrors(parsed.error));
  return parsed.data;
}

function refusalOf(path: string, call: ReplanCall, costCents: number, planning: Planning): FieldError[] {
  if (path === 'startDate') return [{ field: path, message: 'is moved by reschedule, which moves the plan along' }];
  if (SHAPES.includes(path) || (path === 'manager.email' && namesManager(call)))
    return [{ field: path, message: 'shapes the plan, which was approved: cancel it and submit it anew' }];
  if (path === 'equipment' && costCents > call.plan.cost.amountCents)
    return [{ field: path, message: 'costs more than what was approved' }];
  const reader = call.plan.steps.find(
    (step) => call.begun.includes(step.id) && readsOf(step, call, planning).some((read) => touches(read, path)),
  );
  return reader === undefined ? [] : [{ field: path, message: `was used by ${reader.title} already` }];
}

/** The request itself, all of it. */
const EVERYTHING = Object.keys(requestSchema.shape);

/** Of an activity as its declaration says, else everything; of a task as its plan says, else nothing. */
function readsOf(step: ResolvedStep, { plan }: ReplanCall, { activities, plans }: Planning): readonly string[] {
  if (step.kind === 'activity') return activities[step.activity]?.reads ?? EVERYTHING;
  const defined = plans.find(({ name }) => name === plan.name)?.steps[step.id];
  return defined?.kind === 'task' ? (defined.reads ?? []) : [];
}

/** Whether somebody is asked because they are the hire's manager. */
function namesManager({ request: { manager }, plan }: ReplanCall): boolean {
  const asked = plan.steps.flatMap((step) => {
    if (step.kind === 'activity') return [step.owner];
    return [step.assignees, step.patience?.escalateTo, step.kind === 'task' ? step.counter?.assignees : undefined];
  });
  return asked.some((assignees) => assignees?.people.some(({ email }) => email === manager.email));
}

function tooLate(refused: FieldError[]): FirstdayError {
  const reasons = refused.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new FirstdayError('not-possible', `This can no longer be amended: ${reasons}.`, refused);
}
