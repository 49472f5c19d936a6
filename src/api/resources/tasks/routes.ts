import { route } from '../../http/route';
import { myTasks } from './handlers';
import { tasksQuery, tasksSchema } from './schema';

export const taskRoutes = [
  route({
    on: 'GET /tasks',
    tag: 'Tasks',
    summary: 'What waits for you',
    description:
      'Approvals, tasks, what a rollback asks you to take back, and failures that wait for you, by e-mail address or role; the soonest due first.',
    query: tasksQuery,
    answers: { 200: { description: 'Your tasks.', schema: tasksSchema } },
    handle: myTasks,
  }),
];
