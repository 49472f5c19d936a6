import { z } from 'zod';
import { SECURITY_EVENT_KINDS } from '../../../domain/security-events';
import { instantSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const securityQuerySchema = z.strictObject({
  event: z.enum(SECURITY_EVENT_KINDS).optional(),
  actor: singleLineTextSchema(254)
    .toLowerCase()
    .optional()
    .meta({ description: 'Beginning of the e-mail address of the caller.' }),
  onboarding: z.uuid().optional(),
  from: instantSchema().optional(),
  to: instantSchema().optional().meta({ description: 'Before this instant.' }),
  ...pageQueryFields,
});

export const securityCursorSchema = z.string().regex(/^\d{1,18}$/);

export const securityEventsSchema = createPageSchema(
  z
    .object({
      id: z.string(),
      at: instantSchema(),
      event: z.enum(SECURITY_EVENT_KINDS),
      actor: z.string().optional(),
      tokenId: z.string().optional().meta({ description: 'Token, or `session:` and the session, of the caller.' }),
      route: z.string().optional(),
      onboardingId: z.uuid().optional(),
      ip: z.string().optional(),
      userAgent: z.string().optional(),
      count: z.int().meta({
        description: 'Like events that this one stands for: 1, but for `dropped`; of `decode`, the payloads.',
      }),
    })
    .meta({ id: 'SecurityEvent' }),
);
