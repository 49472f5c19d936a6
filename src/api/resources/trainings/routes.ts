import { route } from '../../http/route';
import { addSession, showCourses, showSessions } from './handlers';
import { coursesQuery, coursesSchema, newSession, sessionSchema, sessionsQuery, sessionsSchema } from './schema';

const tag = 'Trainings';

export const trainingRoutes = [
  route({
    on: 'GET /trainings',
    tag,
    summary: 'Training sessions, the earliest first',
    query: sessionsQuery,
    answers: { 200: { description: 'One page.', schema: sessionsSchema } },
    handle: showSessions,
  }),
  route({
    on: 'GET /trainings/courses',
    tag,
    summary: 'Courses that can be asked for',
    query: coursesQuery,
    answers: { 200: { description: 'Those whose course or title holds `q`.', schema: coursesSchema } },
    handle: showCourses,
  }),
  route({
    on: 'POST /trainings',
    tag,
    summary: 'Add a training session',
    body: newSession,
    answers: { 201: { description: 'Added, with all its seats free.', schema: sessionSchema } },
    handle: addSession,
  }),
];
