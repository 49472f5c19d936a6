import { FirstdayError } from '../../../lib/errors';
import type { ApiResponse, ApiCall } from '../../http/route';

/** Every plan, described for people. */
export function getPlans({ context }: ApiCall): Promise<ApiResponse> {
  return Promise.resolve({ status: 200, body: { items: context.planner.listPlans() } });
}

/** Every place where people work: its holidays and its clock count the days of a plan. */
export const getLocations = ({ context }: ApiCall): Promise<ApiResponse> =>
  Promise.resolve({ status: 200, body: { items: context.planner.listLocations() } });

/** One plan by its name. @throws FirstdayError `not-found`, naming those there are */
export async function getPlan({ context, params }: ApiCall<{ name: string }>): Promise<ApiResponse> {
  const plans = context.planner.listPlans();
  const plan = plans.find(({ name }) => name === params.name);
  if (!plan) {
    const names = plans.map(({ name }) => name).join(', ');
    throw new FirstdayError('not-found', `There is no plan ${params.name}: there are ${names}.`);
  }
  return { status: 200, body: plan };
}
