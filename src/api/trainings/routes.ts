import { route } from '../route';
import { addSession, showSessions } from './handlers';
import { newSession, sessionSchema, sessionsQuery, sessionsSchema } from './schema';

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
    on: 'POST /trainings',
    tag,
    summary: 'Add a training session',
    body: newSession,
    answers: { 201: { description: 'Added, with all its seats free.', schema: sessionSchema } },
    handle: addSession,
  }),
];
