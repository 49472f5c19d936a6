import { defineRoute } from '../../http/route';
import { getSecurityEvents } from './handlers';
import { securityEventsSchema, securityQuerySchema } from './schema';

export const securityRoutes = [
  defineRoute({
    name: 'GET /security-events',
    tag: 'Audit',
    summary: 'Refused calls, failed sign-ins and reads of personal files',
    description: 'Newest first. Kept for SECURITY_LOG_DAYS.',
    query: securityQuerySchema,
    responses: { 200: { description: 'One page.', schema: securityEventsSchema } },
    handle: getSecurityEvents,
  }),
];
