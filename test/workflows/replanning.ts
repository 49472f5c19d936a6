import { ApplicationFailure } from '@temporalio/common';
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { PlanChangeResult } from '../../src/domain/plan/plan-change-result';
import type { ReplanInput, ReplanResult } from '../../src/domain/planning-activities';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { HR } from './support';

/** Fake replanning: takes over a new start date, and changes each step as the test requires. */
export const createFakeReplan =
  (change: (step: ResolvedStep) => Partial<ResolvedStep> = () => ({})) =>
  ({ request, plan, change: requested }: ReplanInput): ReplanResult => {
    const date = 'startDate' in requested ? requested.startDate : plan.dayOne.date;
    const steps = plan.steps.map((step) => ({ ...step, ...change(step) }) as ResolvedStep);
    return {
      request: { ...request, startDate: date },
      plan: { ...plan, steps, dayOne: { ...plan.dayOne, date } },
      at: '2027-01-10T08:00:00Z',
      requiresReapproval: false,
    };
  };
export const reschedule = (handle: WorkflowHandle, startDate = '2027-04-01') =>
  handle.executeUpdate<PlanChangeResult, [unknown]>('reschedule', { args: [{ startDate, by: HR }] });
export const amend = (handle: WorkflowHandle, changes: object = {}) =>
  handle.executeUpdate<PlanChangeResult, [unknown]>('amend', { args: [{ changes, by: HR }] });
export const getRejectionType = async (promise: Promise<unknown>): Promise<string | undefined> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : String(cause);
};
export const cancelAndWait = async (handle: WorkflowHandle): Promise<void> => {
  await handle.signal('cancel', { by: HR, reason: 'enough' });
  await handle.result();
};
