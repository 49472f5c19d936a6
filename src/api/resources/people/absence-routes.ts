import { defineRoute } from '../../http/route';
import {
  absenceBodySchema,
  absenceParamsSchema,
  absencesParamsSchema,
  absencesSchema,
  createdAbsenceSchema,
} from './absence-schema';
import { addAbsence, removeAbsence, getAbsences } from './absence-handlers';

const tag = 'People';
const description = 'Everybody for themselves; HR and administrators for everybody.';

export const absenceRoutes = [
  defineRoute({
    name: 'GET /people/{email}/absences',
    tag,
    summary: 'When somebody is away, and who stands in',
    description,
    params: absencesParamsSchema,
    responses: { 200: { description: 'Absences that are not over.', schema: absencesSchema } },
    handle: getAbsences,
  }),
  defineRoute({
    name: 'POST /people/{email}/absences',
    tag,
    summary: 'Declare an absence',
    description: `Approvals and tasks that open meanwhile are asked of the deputy. ${description}`,
    params: absencesParamsSchema,
    body: absenceBodySchema,
    responses: { 201: { description: 'Declared.', schema: createdAbsenceSchema } },
    problems: ['conflict'],
    handle: addAbsence,
  }),
  defineRoute({
    name: 'DELETE /people/{email}/absences/{id}',
    tag,
    summary: 'Take an absence back',
    description: `What the deputy was asked meanwhile stays theirs. ${description}`,
    params: absenceParamsSchema,
    responses: { 204: { description: 'Taken back.' } },
    handle: removeAbsence,
  }),
];
