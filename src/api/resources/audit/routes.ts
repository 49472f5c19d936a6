import { route } from '../../http/route';
import { showAudit } from './handlers';
import { auditQuery, auditSchema } from './schema';

export const auditRoutes = [
  route({
    on: 'GET /audit',
    tag: 'Audit',
    summary: 'Who did what, the newest first',
    query: auditQuery,
    answers: { 200: { description: 'One page.', schema: auditSchema } },
    handle: showAudit,
  }),
];
