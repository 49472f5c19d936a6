import { z } from 'zod';
import { instant } from '../../../domain/text/schemas';
import { WEBHOOK_EVENTS } from '../../../domain/webhooks';

export const webhookParams = z.object({ id: z.uuid() });
export const deliveryParams = webhookParams.extend({ delivery: z.uuid() });

const url = () => z.url({ protocol: /^https?$/ }).max(2_000);
const events = () => z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);

export const newWebhook = z
  .strictObject({
    url: url().meta({ description: 'In production it must begin with https:// and be on the public internet.' }),
    events: events()
      .default([...WEBHOOK_EVENTS])
      .meta({ description: 'Default: all.' }),
  })
  .meta({ id: 'NewWebhook', example: { url: 'https://example.com/firstday', events: ['onboarding.completed'] } });

export const webhookChange = z
  .strictObject({
    url: url().optional(),
    events: events().optional(),
    paused: z
      .boolean()
      .optional()
      .meta({ description: 'While paused, nothing more is owed to it, and what is owed waits.' }),
  })
  .refine((change) => Object.keys(change).length > 0, 'names nothing to change')
  .meta({ id: 'WebhookChange', example: { paused: true } });

export const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: z.array(z.string()),
    createdBy: z.string(),
    createdAt: instant(),
    pausedAt: instant().optional(),
    pausedWhy: z.string().optional().meta({ description: 'Where nobody asked for it, as when it answered 410.' }),
  })
  .meta({ id: 'Webhook' });

export const createdWebhookSchema = webhookSchema
  .extend({ secret: z.string().meta({ description: 'What its calls are signed with. Shown this once.' }) })
  .meta({ id: 'CreatedWebhook' });

export const webhooksSchema = z.object({ items: z.array(webhookSchema) });

export const deliverySchema = z
  .object({
    id: z.uuid().meta({ description: 'The header `webhook-id` of every attempt.' }),
    type: z.string(),
    occurredAt: instant(),
    state: z.enum(['owed', 'delivered', 'given-up']),
    attempts: z.int(),
    nextTryAt: instant().optional(),
    deliveredAt: instant().optional(),
    lastStatus: z.int().optional(),
    lastError: z.string().optional(),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesSchema = z.object({ items: z.array(deliverySchema) });
