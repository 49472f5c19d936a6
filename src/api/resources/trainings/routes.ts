import { defineRoute } from '../../http/route';
import { addTrainingSession, getCourses, getTrainingSessions } from './handlers';
import {
  coursesQuerySchema,
  coursesSchema,
  newTrainingSessionSchema,
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
];
