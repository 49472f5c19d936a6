import { route } from '../../http/route';
import { listLocations, listPlans, showPlan } from './handlers';
import { locationsSchema, planParams, planSchema, plansSchema } from './schema';

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
    on: 'GET /locations',
    tag,
    summary: 'The places where people work',
    answers: { 200: { description: 'All places, by the code that a request names.', schema: locationsSchema } },
    handle: listLocations,
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
