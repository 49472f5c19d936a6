import { emptyBodySchema, defineRoute } from '../../http/route';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  repeatDelivery,
  getDeliveries,
  getWebhook,
  getWebhooks,
  queueTestDelivery,
} from './handlers';
import {
  createdWebhookSchema,
  deliveriesSchema,
  deliveryParamsSchema,
  deliverySchema,
  newWebhookSchema,
  webhookChangeSchema,
  webhookParamsSchema,
  webhookSchema,
  webhooksQuerySchema,
  webhooksSchema,
} from './schema';

const tag = 'Webhooks';
const queuedResponses = { 202: { description: 'It is owed, and called within seconds.', schema: deliverySchema } };

export const webhookRoutes = [
  defineRoute({
    name: 'GET /webhooks',
    tag,
    summary: 'Webhooks, without what is secret',
    query: webhooksQuerySchema,
    responses: { 200: { description: 'A page of them, the oldest first.', schema: webhooksSchema } },
    handle: getWebhooks,
  }),
  defineRoute({
    name: 'GET /webhooks/{id}',
    tag,
    summary: 'A webhook, without what is secret',
    params: webhookParamsSchema,
    responses: { 200: { description: 'The webhook.', schema: webhookSchema } },
    handle: getWebhook,
  }),
  defineRoute({
    name: 'POST /webhooks',
    tag,
    summary: 'Add a webhook',
    description: 'It is called whenever an onboarding enters one of the statuses, signed as Standard Webhooks has it.',
    body: newWebhookSchema,
    responses: { 201: { description: 'The webhook, with its secret, this once.', schema: createdWebhookSchema } },
    handle: addWebhook,
  }),
  defineRoute({
    name: 'PATCH /webhooks/{id}',
    tag,
    summary: 'Change, pause or resume a webhook',
    params: webhookParamsSchema,
    body: webhookChangeSchema,
    responses: { 200: { description: 'The webhook as it is now.', schema: webhookSchema } },
    handle: changeWebhook,
  }),
  defineRoute({
    name: 'DELETE /webhooks/{id}',
    tag,
    summary: 'Remove a webhook, and what it is owed',
    params: webhookParamsSchema,
    responses: { 204: { description: 'Removed.' } },
    handle: removeWebhook,
  }),
  defineRoute({
    name: 'POST /webhooks/{id}/test',
    tag,
    summary: 'Call a webhook to try it out',
    params: webhookParamsSchema,
    body: emptyBodySchema,
    responses: queuedResponses,
    handle: queueTestDelivery,
  }),
  defineRoute({
    name: 'GET /webhooks/{id}/deliveries',
    tag,
    summary: 'What a webhook was told, the newest first',
    description: 'The last 50; they are kept for 30 days.',
    params: webhookParamsSchema,
    responses: { 200: { description: 'Its deliveries.', schema: deliveriesSchema } },
    handle: getDeliveries,
  }),
  defineRoute({
    name: 'POST /webhooks/{id}/deliveries/{delivery}/repeat',
    tag,
    summary: 'Deliver once more',
    description: 'Under the same id, so that a receiver which has it already can tell.',
    params: deliveryParamsSchema,
    body: emptyBodySchema,
    responses: queuedResponses,
    handle: repeatDelivery,
  }),
];
