import { FirstdayError } from '../../../lib/errors';
import type { ApiResponse, ApiCall } from '../../http/route';

export function getPlans({ context }: ApiCall): Promise<ApiResponse> {
  return Promise.resolve({ status: 200, body: { items: context.planner.listPlans() } });
}

/** The days of a plan are counted by the location's holidays and time zone. */
export const getLocations = ({ context }: ApiCall): Promise<ApiResponse> =>
  Promise.resolve({ status: 200, body: { items: context.planner.listLocations() } });

/** @throws FirstdayError `not-found` naming the plans that exist */
export async function getPlan({ context, params }: ApiCall<{ name: string }>): Promise<ApiResponse> {
  const plans = context.planner.listPlans();
  const plan = plans.find(({ name }) => name === params.name);
  if (!plan) {
    const names = plans.map(({ name }) => name).join(', ');
    throw new FirstdayError('not-found', `There is no plan ${params.name}: there are ${names}.`);
  }
  return { status: 200, body: plan };
}
