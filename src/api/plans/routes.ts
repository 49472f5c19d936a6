import { route } from '../route';
import { listPlans, showPlan } from './handlers';
import { planParams, planSchema, plansSchema } from './schema';

const tag = 'Plans';

export const planRoutes = [
  route({
    on: 'GET /plans',
    tag,
    summary: 'The plans there are',
    answers: { 200: { description: 'All plans.', schema: plansSchema } },
    handle: listPlans,
  }),
  route({
    on: 'GET /plans/{name}',
    tag,
    summary: 'One plan',
    params: planParams,
    answers: { 200: { description: 'The plan.', schema: planSchema } },
    handle: showPlan,
  }),
];
