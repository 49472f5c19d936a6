import { defineRoute } from '../../http/route';
import { getMyTasks } from './handlers';
import { tasksQuerySchema, tasksSchema } from './schema';

export const taskRoutes = [
  defineRoute({
    name: 'GET /tasks',
    tag: 'Tasks',
    summary: 'What waits for you',
    description:
      'Approvals, tasks, what a rollback asks you to take back, and failures that wait for you, by e-mail address or role; the soonest due first.',
    query: tasksQuerySchema,
    responses: { 200: { description: 'Your tasks.', schema: tasksSchema } },
    handle: getMyTasks,
  }),
];
