import { defineRoute } from '../../http/route';
import { absenceRoutes } from './absence-routes';
import { accountRoutes } from './account-routes';
import { peopleImportRoutes } from './import/routes';
import { addPerson, putPerson, getPeople, patchPerson } from './handlers';
import {
  newPersonSchema,
  personPatchParamsSchema,
  personPatchSchema,
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
    problems: ['conflict', 'step-up-required'],
    handle: addPerson,
  }),
  defineRoute({
    name: 'PUT /people/{email}',
    tag,
    summary: 'Replace what is known of a person',
    params: personParamsSchema,
    body: personUpdateSchema,
    responses: { 200: { description: 'Replaced.', schema: companyPersonSchema } },
    problems: ['step-up-required'],
    handle: putPerson,
  }),
  defineRoute({
    name: 'PATCH /people/{email}',
    tag,
    summary: 'Set the language of a person’s pages and mails',
    description: 'Everybody for themselves; HR and administrators for everybody.',
    params: personPatchParamsSchema,
    body: personPatchSchema,
    responses: { 200: { description: 'Set.', schema: companyPersonSchema } },
    handle: patchPerson,
  }),
  ...peopleImportRoutes,
  ...accountRoutes,
  ...absenceRoutes,
];
