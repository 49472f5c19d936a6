import { z } from 'zod';
import { WEBHOOK_TEST_EVENT } from '../../../domain/webhook-events';
import { FirstdayError } from '../../../lib/errors';
import type { ApiResponseBodies } from '../../api-client';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { definePage } from '../../http/page';
import { statusMessages } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { webhookMessages } from './webhook-messages';

type Webhook = ApiResponseBodies['GET /webhooks']['items'][number];
type Delivery = ApiResponseBodies['GET /webhooks/{id}/deliveries']['items'][number];

const paramsSchema = z.object({ id: z.uuid() });
const getWebhookPath = (id: string) => `/admin/webhooks/${id}`;

const webhookDetailPage = definePage({
  name: 'GET /admin/webhooks/{id}',
  params: paramsSchema,
  handle: async ({ callApi, params, locale }) => {
    const [{ items }, deliveries] = await Promise.all([
      callApi('GET /webhooks'),
      callApi('GET /webhooks/{id}/deliveries', { params }),
    ]);
    const webhook = items.find(({ id }) => id === params.id);
    if (!webhook) throw new FirstdayError('not-found');
    return {
      title: webhook.url,
      main: <WebhookDetails webhook={webhook} deliveries={deliveries.items} locale={locale} />,
    };
  },
});

const updateWebhookPage = definePage({
  name: 'POST /admin/webhooks/{id}',
  params: paramsSchema,
  form: z.object({ paused: z.enum(['yes', 'no']) }),
  handle: async ({ callApi, params, form }) => {
    await callApi('PATCH /webhooks/{id}', { params, body: { paused: form.paused === 'yes' } });
    return { redirectTo: getWebhookPath(params.id), flash: 'saved' };
  },
});

const testWebhookPage = definePage({
  name: 'POST /admin/webhooks/{id}/test',
  params: paramsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('POST /webhooks/{id}/test', { params });
    return { redirectTo: getWebhookPath(params.id), flash: 'webhook-called' };
  },
});

const repeatDeliveryPage = definePage({
  name: 'POST /admin/webhooks/{id}/deliveries/{delivery}/repeat',
  params: paramsSchema.extend({ delivery: z.uuid() }),
  handle: async ({ callApi, params }) => {
    await callApi('POST /webhooks/{id}/deliveries/{delivery}/repeat', { params });
    return { redirectTo: getWebhookPath(params.id), flash: 'webhook-called' };
  },
});

const removeWebhookPage = definePage({
  name: 'POST /admin/webhooks/{id}/remove',
  params: paramsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('DELETE /webhooks/{id}', { params });
    return { redirectTo: '/admin/webhooks', flash: 'webhook-removed' };
  },
});

export const webhookDetailPages = [
  webhookDetailPage,
  updateWebhookPage,
  testWebhookPage,
  repeatDeliveryPage,
  removeWebhookPage,
];

/** Labels an event with the onboarding status of the same name. */
export function formatWebhookEvent(event: string, locale: Locale): string {
  if (event === WEBHOOK_TEST_EVENT) return webhookMessages(locale).tried;
  const messages: Readonly<Record<string, string>> = statusMessages(locale).onboarding;
  return messages[event.replace('onboarding.', '')] ?? event;
}

export function formatWebhookState({ pausedAt, pauseReason }: Webhook, locale: Locale): string {
  const messages = webhookMessages(locale);
  if (!pausedAt) return messages.active;
  return pauseReason ? `${messages.paused}: ${pauseReason}` : messages.paused;
}

function WebhookDetails({
  webhook,
  deliveries,
  locale,
}: {
  webhook: Webhook;
  deliveries: readonly Delivery[];
  locale: Locale;
}) {
  const messages = webhookMessages(locale);
  const { id, url, pausedAt } = webhook;
  return (
    <>
      <h1 class="address">{url}</h1>
      <p>
        {messages.state}: {formatWebhookState(webhook, locale)}
      </p>
      <div class="actions">
        <PostButton to={`${getWebhookPath(id)}/test`} label={messages.test} isPrimary />
        <form method="post" action={getWebhookPath(id)} class="inline">
          <button class="secondary" name="paused" value={pausedAt ? 'no' : 'yes'}>
            {pausedAt ? messages.resume : messages.pause}
          </button>
        </form>
      </div>
      <h2>{messages.deliveries}</h2>
      {deliveries.length === 0 ? <p>{messages.none}</p> : <DeliveryTable {...{ id, deliveries, locale }} />}
      <details>
        <summary>{messages.remove}</summary>
        <p>{messages.really}</p>
        <PostButton to={`${getWebhookPath(id)}/remove`} label={messages.remove} />
      </details>
    </>
  );
}

function DeliveryTable({ id, deliveries, locale }: { id: string; deliveries: readonly Delivery[]; locale: Locale }) {
  const messages = webhookMessages(locale);
  const { formatInstant } = getFormatters(locale);
  const rows = deliveries.map((delivery) => ({
    key: delivery.id,
    cells: [
      formatWebhookEvent(delivery.type, locale),
      formatInstant(delivery.occurredAt),
      messages.delivery[delivery.state],
      delivery.attempts,
      formatDeliveryResult(delivery, locale),
      delivery.state === 'pending' ? (
        ''
      ) : (
        <PostButton to={`${getWebhookPath(id)}/deliveries/${delivery.id}/repeat`} label={messages.repeat} />
      ),
    ],
  }));
  return (
    <Table
      head={[messages.event, 'UTC', messages.state, messages.attempts, messages.answer, messages.repeat]}
      rows={rows}
    />
  );
}

/** Response or error of the receiver and, after an error, the next attempt. */
function formatDeliveryResult({ lastStatus, lastError, nextTryAt }: Delivery, locale: Locale): string {
  const result = lastError ?? lastStatus ?? '';
  if (!lastError || !nextTryAt) return String(result);
  return `${result}; ${webhookMessages(locale).next}: ${getFormatters(locale).formatInstant(nextTryAt)}`;
}

const PostButton = ({ to, label, isPrimary: isPrimary }: { to: string; label: string; isPrimary?: boolean }) => (
  <form method="post" action={to} class="inline">
    <button class={isPrimary ? undefined : 'plain'}>{label}</button>
  </form>
);
