import { defineRoute } from '../../http/route';
import { absenceRoutes } from './absence-routes';
import { addPerson, putPerson, getPeople } from './handlers';
import {
  newPersonSchema,
  peopleQuerySchema,
  peopleSchema,
  personUpdateSchema,
  personParamsSchema,
  companyPersonSchema,
} from './schema';

const tag = 'People';

export const peopleRoutes = [
  defineRoute({
    name: 'GET /people',
    tag,
    summary: 'The company’s people, by e-mail address',
    query: peopleQuerySchema,
    responses: { 200: { description: 'One page.', schema: peopleSchema } },
    handle: getPeople,
  }),
  defineRoute({
    name: 'POST /people',
    tag,
    summary: 'Add a person',
    body: newPersonSchema,
    responses: { 201: { description: 'Added.', schema: companyPersonSchema } },
    problems: ['conflict'],
    handle: addPerson,
  }),
  defineRoute({
    name: 'PUT /people/{email}',
    tag,
    summary: 'Replace what is known of a person',
    params: personParamsSchema,
    body: personUpdateSchema,
    responses: { 200: { description: 'Replaced.', schema: companyPersonSchema } },
    handle: putPerson,
  }),
  ...absenceRoutes,
];
