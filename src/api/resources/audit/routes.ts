import { defineRoute } from '../../http/route';
import { AUDIT_EXPORT_MEDIA_TYPE, exportAuditLog } from './export-handler';
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
  defineRoute({
    name: 'GET /audit/export',
    tag: 'Audit',
    summary: 'The whole audit log with its hash chain',
    description:
      'One JSON object per line, oldest first: `position`, `content` (JSON text; missing once erased), `salt`, `digest` and ' +
      '`hash`. The last line is the signed `head`. `firstday audit verify` verifies it.',
    responses: {
      200: {
        description: 'The log.',
        mediaType: AUDIT_EXPORT_MEDIA_TYPE,
        example:
          '{"position":1,"content":"{…}","salt":"…","digest":"…","hash":"…"}\n{"head":{"position":1,"hash":"…"}}\n',
      },
    },
    handle: exportAuditLog,
  }),
];
