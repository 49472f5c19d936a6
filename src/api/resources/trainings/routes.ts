import { defineRoute, emptyBodySchema } from '../../http/route';
import { cancelTrainingSession, changeTrainingSession, getTrainingSession } from './change-handlers';
import { addTrainingSession, getCourses, getTrainingSessions } from './handlers';
import {
  coursesQuerySchema,
  coursesSchema,
  newTrainingSessionSchema,
  sessionChangeResultSchema,
  sessionParamsSchema,
  trainingSessionChangeSchema,
  trainingSessionSchema,
  trainingSessionsQuerySchema,
  trainingSessionsSchema,
} from './schema';

const tag = 'Trainings';

export const trainingRoutes = [
  defineRoute({
    name: 'GET /trainings',
    tag,
    summary: 'Training sessions, the earliest first',
    query: trainingSessionsQuerySchema,
    responses: { 200: { description: 'One page.', schema: trainingSessionsSchema } },
    handle: getTrainingSessions,
  }),
  defineRoute({
    name: 'GET /trainings/courses',
    tag,
    summary: 'Courses that can be asked for',
    query: coursesQuerySchema,
    responses: { 200: { description: 'Those whose course or title holds `q`.', schema: coursesSchema } },
    handle: getCourses,
  }),
  defineRoute({
    name: 'POST /trainings',
    tag,
    summary: 'Add a training session',
    body: newTrainingSessionSchema,
    responses: { 201: { description: 'Added, with all its seats free.', schema: trainingSessionSchema } },
    handle: addTrainingSession,
  }),
  defineRoute({
    name: 'GET /trainings/{id}',
    tag,
    summary: 'One training session',
    params: sessionParamsSchema,
    responses: { 200: { description: 'As it is now.', schema: trainingSessionSchema } },
    handle: getTrainingSession,
  }),
  defineRoute({
    name: 'PATCH /trainings/{id}',
    tag,
    summary: 'Move a training session, or change its seats',
    description:
      'Open onboardings with a seat book anew and correct their invitations; they keep the seat where the session still suits. If nothing suits, the seat stays and the owner of the step is asked.',
    params: sessionParamsSchema,
    body: trainingSessionChangeSchema,
    responses: { 200: { description: 'Changed.', schema: sessionChangeResultSchema } },
    handle: changeTrainingSession,
  }),
  defineRoute({
    name: 'POST /trainings/{id}/cancel',
    tag,
    summary: 'Cancel a training session',
    description:
      'Open onboardings with a seat book another session of the course and correct their invitations. If there is none, the owner of the step is asked.',
    params: sessionParamsSchema,
    body: emptyBodySchema,
    responses: { 200: { description: 'Cancelled.', schema: sessionChangeResultSchema } },
    handle: cancelTrainingSession,
  }),
];
