import { defineRoute } from '../../http/route';
import { getDepartments, getLocations, getPlans, getPlan, getSystems } from './handlers';
import { departmentsSchema, locationsSchema, planParamsSchema, planSchema, plansSchema, systemsSchema } from './schema';

const tag = 'Plans';

export const planRoutes = [
  defineRoute({
    name: 'GET /plans',
    tag,
    summary: 'The plans there are',
    responses: { 200: { description: 'All plans.', schema: plansSchema } },
    handle: getPlans,
  }),
  defineRoute({
    name: 'GET /locations',
    tag,
    summary: 'The places where people work',
    responses: { 200: { description: 'All places, by the code that a request names.', schema: locationsSchema } },
    handle: getLocations,
  }),
  defineRoute({
    name: 'GET /departments',
    tag,
    summary: 'The departments of the company',
    description: 'A request for another one is refused, unless there is none in the list.',
    responses: { 200: { description: 'All departments.', schema: departmentsSchema } },
    handle: getDepartments,
  }),
  defineRoute({
    name: 'GET /systems',
    tag,
    summary: 'The systems in which new hires get accounts',
    responses: { 200: { description: 'All systems, each with its licences.', schema: systemsSchema } },
    handle: getSystems,
  }),
  defineRoute({
    name: 'GET /plans/{name}',
    tag,
    summary: 'One plan',
    params: planParamsSchema,
    responses: { 200: { description: 'The plan.', schema: planSchema } },
    handle: getPlan,
  }),
];
