import { route } from '../../http/route';
import { absenceRoutes } from './absence-routes';
import { addPerson, putPerson, showPeople } from './handlers';
import { newPerson, peopleQuery, peopleSchema, personBody, personParams, personSchema } from './schema';

const tag = 'People';

export const peopleRoutes = [
  route({
    on: 'GET /people',
    tag,
    summary: 'The company’s people, by e-mail address',
    query: peopleQuery,
    answers: { 200: { description: 'One page.', schema: peopleSchema } },
    handle: showPeople,
  }),
  route({
    on: 'POST /people',
    tag,
    summary: 'Add a person',
    body: newPerson,
    answers: { 201: { description: 'Added.', schema: personSchema } },
    problems: ['conflict'],
    handle: addPerson,
  }),
  route({
    on: 'PUT /people/{email}',
    tag,
    summary: 'Replace what is known of a person',
    params: personParams,
    body: personBody,
    answers: { 200: { description: 'Replaced.', schema: personSchema } },
    handle: putPerson,
  }),
  ...absenceRoutes,
];
