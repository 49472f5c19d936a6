import { z } from 'zod';
import { failWith } from '../../../domain/field-errors/fail-with';
import { reasonSchema } from '../../../domain/reasons/reason-schema';
import { instantSchema } from '../../../domain/text/schemas';
import { WEBHOOK_EVENTS } from '../../../domain/webhook-events';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const webhookParamsSchema = z.object({ id: z.uuid() });
export const deliveryParamsSchema = webhookParamsSchema.extend({ delivery: z.uuid() });

const createUrlSchema = () => z.url({ protocol: /^https?$/ }).max(2_000);
const createEventsSchema = () => z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);

export const newWebhookSchema = z
  .strictObject({
    url: createUrlSchema().meta({
      description: 'In production it must begin with https:// and be on the public internet.',
    }),
    events: createEventsSchema()
      .default([...WEBHOOK_EVENTS])
      .meta({ description: 'Default: all.' }),
  })
  .meta({ id: 'NewWebhook', example: { url: 'https://example.com/firstday', events: ['onboarding.completed'] } });

export const webhookChangeSchema = z
  .strictObject({
    url: createUrlSchema().optional(),
    events: createEventsSchema().optional(),
    paused: z
      .boolean()
      .optional()
      .meta({ description: 'While paused, nothing more is owed to it, and what is owed waits.' }),
  })
  .refine((change) => Object.keys(change).length > 0, failWith('nothing-to-change', {}))
  .meta({ id: 'WebhookChange', example: { paused: true } });

export const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: z.array(z.string()),
    createdBy: z.string(),
    createdAt: instantSchema(),
    pausedAt: instantSchema().optional(),
    reason: reasonSchema.optional().meta({ description: 'Why it was paused without a request, as after a 410.' }),
    message: z.string().optional().meta({ description: 'The words of `reason`.' }),
  })
  .meta({ id: 'Webhook' });

export const createdWebhookSchema = webhookSchema
  .extend({ secret: z.string().meta({ description: 'What its calls are signed with. Shown this once.' }) })
  .meta({ id: 'CreatedWebhook' });

export const webhooksQuerySchema = z.strictObject(pageQueryFields);

export const webhooksSchema = createPageSchema(webhookSchema);

export const deliverySchema = z
  .object({
    id: z.uuid().meta({ description: 'The header `webhook-id` of every attempt.' }),
    type: z.string(),
    occurredAt: instantSchema(),
    state: z.enum(['pending', 'delivered', 'given-up']),
    attempts: z.int(),
    nextTryAt: instantSchema().optional(),
    deliveredAt: instantSchema().optional(),
    lastStatus: z.int().optional(),
    error: reasonSchema.extend({ message: z.string() }).optional().meta({ description: 'Of the latest attempt.' }),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesSchema = z.object({ items: z.array(deliverySchema) });
