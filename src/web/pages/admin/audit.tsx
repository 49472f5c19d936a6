import { z } from 'zod';
import type { ApiResponseBodies } from '../../api-client';
import { Field } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import { NextPageLink, searchTextSchema, searchDateSchema, getSearchLabel } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { definePage } from '../../http/page';
import { Table } from '../../ui/table';
import { adminMessages } from './messages';

const auditQuerySchema = z.object({
  actor: searchTextSchema,
  action: searchTextSchema,
  from: searchDateSchema,
  to: searchDateSchema,
  cursor: searchTextSchema,
});
type AuditQuery = z.infer<typeof auditQuerySchema>;

const auditLogPage = definePage({
  name: 'GET /admin/audit',
  query: auditQuerySchema,
  handle: async ({ callApi, query, locale }) => {
    const toMidnight = (day?: string) => day && `${day}T00:00:00Z`;
    const results = await callApi('GET /audit', {
      query: { ...query, from: toMidnight(query.from), to: toMidnight(query.to) },
    });
    return { title: adminMessages(locale).audit, main: <AuditLog results={results} filters={query} locale={locale} /> };
  },
});

export const auditPages = [auditLogPage];

function AuditLog({
  results: results,
  filters: filters,
  locale,
}: {
  results: ApiResponseBodies['GET /audit'];
  filters: AuditQuery;
  locale: Locale;
}) {
  const messages = adminMessages(locale);
  const formValues = { values: filters };
  const rows = results.items.map(({ id, at, actor, action, onboardingId, ip = '' }) => ({
    key: id,
    cells: [
      getFormatters(locale).formatInstant(at),
      actor,
      action,
      onboardingId && <a href={`/onboardings/${onboardingId}`}>{onboardingId.slice(0, 8)}</a>,
      ip,
    ],
  }));
  return (
    <>
      <h1>{messages.audit}</h1>
      <form method="get" action="/admin/audit" class="filters">
        <Field name="actor" label={messages.actor} formValues={formValues} maxLength={254} />
        <Field name="action" label={messages.action} formValues={formValues} maxLength={60} />
        <Field name="from" type="date" label={messages.from} formValues={formValues} />
        <Field name="to" type="date" label={messages.to} formValues={formValues} />
        <div class="actions">
          <button>{getSearchLabel(locale)}</button>
        </div>
      </form>
      <Table
        head={[`${messages.at} (UTC)`, messages.who, messages.auditedAction, messages.about, messages.where]}
        rows={rows}
      />
      <NextPageLink path="/admin/audit" query={filters} nextCursor={results.nextCursor} locale={locale} />
    </>
  );
}
