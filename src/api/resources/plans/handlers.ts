import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import type { ApiResponse, ApiCall } from '../../http/route';
import { toPlanResponse } from './to-plan-response';

export function getPlans({ context, locale }: ApiCall): Promise<ApiResponse> {
  const items = context.planner.listPlans().map((plan) => toPlanResponse(plan, locale));
  return Promise.resolve({ status: 200, body: { items } });
}

/** The days of a plan are counted by the location's holidays and time zone. */
export const getLocations = ({ context }: ApiCall): Promise<ApiResponse> =>
  Promise.resolve({ status: 200, body: { items: context.planner.listLocations() } });

/** @throws FirstdayError `not-found` naming the plans that exist */
export async function getPlan({ context, params, locale }: ApiCall<{ name: string }>): Promise<ApiResponse> {
  const plans = context.planner.listPlans();
  const plan = plans.find(({ name }) => name === params.name);
  if (!plan) {
    const names = plans.map(({ name }) => name);
    throw new FirstdayError('not-found', createReason('not-found.plan', { name: params.name, plans: names }));
  }
  return { status: 200, body: toPlanResponse(plan, locale) };
}
