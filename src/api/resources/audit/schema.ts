import { z } from 'zod';
import { instantSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const auditQuerySchema = z.strictObject({
  actor: singleLineTextSchema(254)
    .toLowerCase()
    .optional()
    .meta({ description: 'How the e-mail address of who did it begins.' }),
  action: singleLineTextSchema(60)
    .optional()
    .meta({ description: 'How the action begins: `inventory.` finds all of them.' }),
  onboarding: z.uuid().optional(),
  from: instantSchema().optional(),
  to: instantSchema().optional().meta({ description: 'Before this instant.' }),
  ...pageQueryFields,
});

export const auditCursorSchema = z.string().regex(/^\d{1,18}$/);

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instantSchema(),
    actor: z.string(),
    action: z.string(),
    onboardingId: z.uuid().optional(),
    decisionId: z.string().optional(),
    ip: z.string().optional(),
    userAgent: z.string().optional(),
    tokenId: z.string().optional().meta({ description: 'The token, or `session:` and the session, that was used.' }),
    detail: z.unknown().optional(),
  })
  .meta({ id: 'AuditEntry' });

export const auditLogSchema = createPageSchema(auditEntrySchema);
