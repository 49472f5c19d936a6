import { route } from '../route';
import { myTasks } from './handlers';
import { tasksQuery, tasksSchema } from './schema';

export const taskRoutes = [
  route({
    on: 'GET /tasks',
    tag: 'Tasks',
    summary: 'What waits for you',
    description: 'Approvals and failures that wait for you, of the earliest start dates first.',
    query: tasksQuery,
    answers: { 200: { description: 'Your tasks.', schema: tasksSchema } },
    handle: myTasks,
  }),
];
