import { FirstdayError } from '../../../lib/errors';
import type { Answer, Call } from '../../http/route';

/** Every plan, described for people. */
export function listPlans({ context }: Call): Promise<Answer> {
  return Promise.resolve({ status: 200, body: { items: context.planner.plans() } });
}

/** Every place where people work: its holidays and its clock count the days of a plan. */
export const listLocations = ({ context }: Call): Promise<Answer> =>
  Promise.resolve({ status: 200, body: { items: context.planner.locations() } });

/** One plan by its name. @throws FirstdayError `not-found`, naming those there are */
export async function showPlan({ context, params }: Call<{ name: string }>): Promise<Answer> {
  const plans = context.planner.plans();
  const plan = plans.find(({ name }) => name === params.name);
  if (!plan) {
    const names = plans.map(({ name }) => name).join(', ');
    throw new FirstdayError('not-found', `There is no plan ${params.name}: there are ${names}.`);
  }
  return { status: 200, body: plan };
}
