import { route } from '../../http/route';
import { absenceBody, absenceParams, absencesParams, absencesSchema, declaredSchema } from './absence-schema';
import { addAbsence, removeAbsence, showAbsences } from './absences';

const tag = 'People';
const description = 'Everybody for themselves; HR and administrators for everybody.';

export const absenceRoutes = [
  route({
    on: 'GET /people/{email}/absences',
    tag,
    summary: 'When somebody is away, and who stands in',
    description,
    params: absencesParams,
    answers: { 200: { description: 'Absences that are not over.', schema: absencesSchema } },
    handle: showAbsences,
  }),
  route({
    on: 'POST /people/{email}/absences',
    tag,
    summary: 'Declare an absence',
    description: `Approvals and tasks that open meanwhile are asked of the deputy. ${description}`,
    params: absencesParams,
    body: absenceBody,
    answers: { 201: { description: 'Declared.', schema: declaredSchema } },
    problems: ['conflict'],
    handle: addAbsence,
  }),
  route({
    on: 'DELETE /people/{email}/absences/{id}',
    tag,
    summary: 'Take an absence back',
    description: `What the deputy was asked meanwhile stays theirs. ${description}`,
    params: absenceParams,
    answers: { 204: { description: 'Taken back.' } },
    handle: removeAbsence,
  }),
];
