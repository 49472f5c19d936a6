import { defineRoute } from '../../http/route';
import { getAuditLog } from './handlers';
import { auditQuerySchema, auditLogSchema } from './schema';

export const auditRoutes = [
  defineRoute({
    name: 'GET /audit',
    tag: 'Audit',
    summary: 'Who did what, the newest first',
    query: auditQuerySchema,
    responses: { 200: { description: 'One page.', schema: auditLogSchema } },
    handle: getAuditLog,
  }),
];
