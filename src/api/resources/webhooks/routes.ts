import { noBody, route } from '../../http/route';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  repeatDelivery,
  showDeliveries,
  showWebhooks,
  testWebhook,
} from './handlers';
import {
  createdWebhookSchema,
  deliveriesSchema,
  deliveryParams,
  deliverySchema,
  newWebhook,
  webhookChange,
  webhookParams,
  webhookSchema,
  webhooksSchema,
} from './schema';

const tag = 'Webhooks';
const owed = { 202: { description: 'It is owed, and called within seconds.', schema: deliverySchema } };

export const webhookRoutes = [
  route({
    on: 'GET /webhooks',
    tag,
    summary: 'Webhooks, without what is secret',
    answers: { 200: { description: 'All webhooks.', schema: webhooksSchema } },
    handle: showWebhooks,
  }),
  route({
    on: 'POST /webhooks',
    tag,
    summary: 'Add a webhook',
    description: 'It is called whenever an onboarding enters one of the statuses, signed as Standard Webhooks has it.',
    body: newWebhook,
    answers: { 201: { description: 'The webhook, with its secret, this once.', schema: createdWebhookSchema } },
    handle: addWebhook,
  }),
  route({
    on: 'PATCH /webhooks/{id}',
    tag,
    summary: 'Change, pause or resume a webhook',
    params: webhookParams,
    body: webhookChange,
    answers: { 200: { description: 'The webhook as it is now.', schema: webhookSchema } },
    handle: changeWebhook,
  }),
  route({
    on: 'DELETE /webhooks/{id}',
    tag,
    summary: 'Remove a webhook, and what it is owed',
    params: webhookParams,
    answers: { 204: { description: 'Removed.' } },
    handle: removeWebhook,
  }),
  route({
    on: 'POST /webhooks/{id}/test',
    tag,
    summary: 'Call a webhook to try it out',
    params: webhookParams,
    body: noBody,
    answers: owed,
    handle: testWebhook,
  }),
  route({
    on: 'GET /webhooks/{id}/deliveries',
    tag,
    summary: 'What a webhook was told, the newest first',
    description: 'The last 50; they are kept for 30 days.',
    params: webhookParams,
    answers: { 200: { description: 'Its deliveries.', schema: deliveriesSchema } },
    handle: showDeliveries,
  }),
  route({
    on: 'POST /webhooks/{id}/deliveries/{delivery}/repeat',
    tag,
    summary: 'Deliver once more',
    description: 'Under the same id, so that a receiver which has it already can tell.',
    params: deliveryParams,
    body: noBody,
    answers: owed,
    handle: repeatDelivery,
  }),
];
