import { createReason } from '../../../domain/reasons/reason';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader, renderReason } from '../../../i18n/render-reason';
import { FirstdayError } from '../../../lib/errors';
import type { PlanDescription } from '../../../planning/planner';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { PlanAnswer } from './schema';

export function getPlans({ context, locale }: ApiCall): Promise<ApiResponse> {
  const items = context.planner.listPlans().map((plan) => wordConditions(plan, locale));
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
  return { status: 200, body: wordConditions(plan, locale) };
}

function wordConditions(plan: PlanDescription, locale: Locale): PlanAnswer {
  const reader = createReasonReader({ steps: plan.steps, timeZone: 'UTC' }, locale);
  const steps = plan.steps.map(({ when: condition, ...step }) => ({
    ...step,
    condition,
    when: condition && renderReason(condition, reader),
  }));
  return { ...plan, steps };
}
