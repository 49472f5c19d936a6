import { createReason, type Reason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';

/** Creates the error of a plan that is wrong, but only for some requests: no check of the plan itself can find it. */
export const createPlanFault = (reason: Reason): FirstdayError => new FirstdayError('plan-fault', reason);

/**
 * Calls a function of a plan with the facts of one onboarding.
 * @throws FirstdayError `plan-fault` if it throws
 */
export function callPlanCode<Value>(plan: string, step: string, call: () => Value): Value {
  try {
    return call();
  } catch (error) {
    if (error instanceof FirstdayError) throw error;
    throw createPlanFault(createReason('plan-fault.code', { plan, step, error: String(error) }));
  }
}
