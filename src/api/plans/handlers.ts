import { FirstdayError } from '../../errors';
import type { Answer, Call } from '../route';

/** Every plan, described for people. */
export function listPlans({ context }: Call): Promise<Answer> {
  return Promise.resolve({ status: 200, body: { items: context.planner.plans() } });
}

/** One plan by its name. */
export async function showPlan({ context, params }: Call<{ name: string }>): Promise<Answer> {
  const plan = context.planner.plans().find(({ name }) => name === params.name);
  if (!plan) throw new FirstdayError('not-found');
  return { status: 200, body: plan };
}
