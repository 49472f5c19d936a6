import { z } from 'zod';
import { WEBHOOK_TEST_EVENT } from '../../../domain/webhook-events';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { findMessage, getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { definePage } from '../../http/page';
import { EmptyState } from '../../ui/empty-state';
import { Table } from '../../ui/table';

type Webhook = ApiResponseBodies['GET /webhooks/{id}'];
type Delivery = ApiResponseBodies['GET /webhooks/{id}/deliveries']['items'][number];

const paramsSchema = z.object({ id: z.uuid() });
const getWebhookPath = (id: string) => `/admin/webhooks/${id}`;

const webhookDetailPage = definePage({
  name: 'GET /admin/webhooks/{id}',
  params: paramsSchema,
  handle: async ({ callApi, params, locale }) => {
    const [webhook, deliveries] = await Promise.all([
      callApi('GET /webhooks/{id}', { params }),
      callApi('GET /webhooks/{id}/deliveries', { params }),
    ]);
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
  if (event === WEBHOOK_TEST_EVENT) return translate(locale, 'webhooks.tried');
  return findMessage(locale, `status.onboarding.${event.replace('onboarding.', '')}`) ?? event;
}

export function formatWebhookState({ pausedAt, message }: Webhook, locale: Locale): string {
  const t = getTranslator(locale);
  if (!pausedAt) return t('webhooks.active');
  return message ? `${t('webhooks.paused')}: ${message}` : t('webhooks.paused');
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
  const t = getTranslator(locale);
  const { id, url, pausedAt } = webhook;
  return (
    <>
      <h1 class="address">{url}</h1>
      <p>
        {t('webhooks.state')}: {formatWebhookState(webhook, locale)}
      </p>
      <div class="actions">
        <PostButton to={`${getWebhookPath(id)}/test`} label={t('webhooks.test')} isPrimary />
        <form method="post" action={getWebhookPath(id)} class="inline">
          <button class="secondary" name="paused" value={pausedAt ? 'no' : 'yes'}>
            {pausedAt ? t('webhooks.resume') : t('webhooks.pause')}
          </button>
        </form>
      </div>
      <h2>{t('webhooks.deliveries')}</h2>
      {deliveries.length === 0 ? (
        <EmptyState text={t('webhooks.none')} />
      ) : (
        <DeliveryTable {...{ id, deliveries, locale }} />
      )}
      <details>
        <summary>{t('webhooks.remove')}</summary>
        <p>{t('webhooks.really')}</p>
        <PostButton to={`${getWebhookPath(id)}/remove`} label={t('webhooks.remove')} />
      </details>
    </>
  );
}

function DeliveryTable({ id, deliveries, locale }: { id: string; deliveries: readonly Delivery[]; locale: Locale }) {
  const t = getTranslator(locale);
  const { formatInstant } = getFormatters(locale);
  const rows = deliveries.map((delivery) => ({
    key: delivery.id,
    cells: [
      formatWebhookEvent(delivery.type, locale),
      formatInstant(delivery.occurredAt),
      t(`webhooks.delivery.${delivery.state}`),
      delivery.attempts,
      formatDeliveryResult(delivery, locale),
      delivery.state === 'pending' ? (
        ''
      ) : (
        <PostButton to={`${getWebhookPath(id)}/deliveries/${delivery.id}/repeat`} label={t('webhooks.repeat')} />
      ),
    ],
  }));
  return (
    <Table
      head={[
        t('webhooks.event'),
        'UTC',
        t('webhooks.state'),
        t('webhooks.attempts'),
        t('webhooks.answer'),
        t('webhooks.repeat'),
      ]}
      rows={rows}
    />
  );
}

/** Response or error of the receiver and, after an error, the next attempt. */
function formatDeliveryResult({ lastStatus, error, nextTryAt }: Delivery, locale: Locale): string {
  const result = error ? error.message : String(lastStatus ?? '');
  if (!error || !nextTryAt) return result;
  return translate(locale, 'webhooks.next', { result, at: getFormatters(locale).formatInstant(nextTryAt) });
}

const PostButton = ({ to, label, isPrimary }: { to: string; label: string; isPrimary?: boolean }) => (
  <form method="post" action={to} class="inline">
    <button class={isPrimary ? undefined : 'plain'}>{label}</button>
  </form>
);
