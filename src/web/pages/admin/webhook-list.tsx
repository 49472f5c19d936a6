import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../../domain/webhook-events';
import { EmptyState } from '../../ui/empty-state';
import { Field, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { cursorQuerySchema, NextPageLink } from '../../ui/pagination';
import { Table } from '../../ui/table';
import { readCheckedChoices, CheckboxGroup } from './checkbox-group';
import { formatWebhookEvent, formatWebhookState } from './webhook-detail';

interface WebhooksPageState {
  formValues?: FormValues;
  events?: readonly WebhookEvent[];
  /** Secret of the webhook just created. */
  secret?: string;
  status?: number;
  cursor?: string;
}

async function renderWebhooksPage(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  state: WebhooksPageState = {},
) {
  const webhooks = await callApi('GET /webhooks', { query: { cursor: state.cursor } });
  const { formValues = { values: {} }, events = WEBHOOK_EVENTS, secret, status = 200 } = state;
  const main = <WebhookList {...{ webhooks, formValues, events, secret, locale }} />;
  return { title: translate(locale, 'admin.webhooks'), main, status };
}

const webhookListPage = definePage({
  name: 'GET /admin/webhooks',
  query: cursorQuerySchema,
  handle: (visit) => renderWebhooksPage(visit, visit.query),
});

/** Renders instead of redirecting: the secret must appear only on this page, not in a URL. */
const createWebhookPage = definePage({
  name: 'POST /admin/webhooks',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const events = readEvents(visit.form);
    const result = await withFormErrors(visit.locale, values, () =>
      visit.callApi('POST /webhooks', { body: { url: values.url, events } }),
    );
    if (result.rejectedForm) return renderWebhooksPage(visit, { ...result.rejectedForm, events });
    return renderWebhooksPage(visit, { secret: result.response.secret, status: 201 });
  },
});

export const webhookListPages = [webhookListPage, createWebhookPage];

const readEvents = (form: unknown): WebhookEvent[] => readCheckedChoices(form, 'events', WEBHOOK_EVENTS);

interface WebhookListProps {
  webhooks: ApiResponseBodies['GET /webhooks'];
  formValues: FormValues;
  events: readonly WebhookEvent[];
  secret?: string;
  locale: Locale;
}

function WebhookList({ webhooks, formValues, events, secret, locale }: WebhookListProps) {
  const t = getTranslator(locale);
  const rows = webhooks.items.map((webhook) => ({
    key: webhook.id,
    cells: [
      <a href={`/admin/webhooks/${webhook.id}`} class="address">
        {webhook.url}
      </a>,
      formatWebhookEvents(webhook.events, locale),
      webhook.createdBy,
      formatWebhookState(webhook, locale),
    ],
  }));
  return (
    <>
      <h1>{t('admin.webhooks')}</h1>
      <p>{t('webhooks.about')}</p>
      {secret && (
        <div class="flash" role="status">
          <p>{t('webhooks.secretOnce')}</p>
          <code>{secret}</code>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState text={t('webhooks.noWebhooks')} />
      ) : (
        <Table
          head={[t('webhooks.url'), t('webhooks.events'), t('admin.createdBy'), t('webhooks.state')]}
          rows={rows}
        />
      )}
      <NextPageLink path="/admin/webhooks" query={{}} nextCursor={webhooks.nextCursor} locale={locale} />
      <h2>{t('webhooks.newWebhook')}</h2>
      <form method="post" action="/admin/webhooks" class="narrow">
        <FormErrorSummary formValues={formValues} fieldNames={['url', 'events']} />
        <Field
          name="url"
          type="url"
          label={t('webhooks.url')}
          hint={t('webhooks.urlHint')}
          formValues={formValues}
          required
          maxLength={2000}
        />
        <CheckboxGroup
          name="events"
          legend={t('webhooks.events')}
          choices={WEBHOOK_EVENTS}
          getLabel={(event) => formatWebhookEvent(event, locale)}
          checked={events}
          formValues={formValues}
        />
        <button>{t('admin.add')}</button>
      </form>
    </>
  );
}

const formatWebhookEvents = (events: readonly string[], locale: Locale): string =>
  events.length === WEBHOOK_EVENTS.length
    ? translate(locale, 'webhooks.all')
    : events.map((event) => formatWebhookEvent(event, locale)).join(', ');
