import { z } from 'zod';
import { instant, line } from '../../../domain/text/schemas';
import { pageOf, pageQuery } from '../../http/paging';

export const auditQuery = z.strictObject({
  actor: line(254).toLowerCase().optional().meta({ description: 'How the e-mail address of who did it begins.' }),
  action: line(60).optional().meta({ description: 'How the action begins: `inventory.` finds all of them.' }),
  onboarding: z.uuid().optional(),
  from: instant().optional(),
  to: instant().optional().meta({ description: 'Before this instant.' }),
  ...pageQuery,
});

export const placeSchema = z.string().regex(/^\d{1,18}$/);

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instant(),
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

export const auditSchema = pageOf(auditEntrySchema);
