import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { Field } from '../../ui/forms';
import { NextPageLink, searchTextSchema, searchDateSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { Table } from '../../ui/table';

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
    return {
      title: translate(locale, 'admin.audit'),
      main: <AuditLog results={results} filters={query} locale={locale} />,
    };
  },
});

export const auditPages = [auditLogPage];

function AuditLog({
  results,
  filters,
  locale,
}: {
  results: ApiResponseBodies['GET /audit'];
  filters: AuditQuery;
  locale: Locale;
}) {
  const t = getTranslator(locale);
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
      <h1>{t('admin.audit')}</h1>
      <form method="get" action="/admin/audit" class="filters">
        <Field name="actor" label={t('admin.actor')} formValues={formValues} maxLength={254} />
        <Field name="action" label={t('admin.action')} formValues={formValues} maxLength={60} />
        <Field name="from" type="date" label={t('admin.from')} formValues={formValues} />
        <Field name="to" type="date" label={t('admin.to')} formValues={formValues} />
        <div class="actions">
          <button>{t('pagination.search')}</button>
        </div>
      </form>
      <Table
        head={[
          `${t('admin.at')} (UTC)`,
          t('admin.person'),
          t('admin.auditedAction'),
          t('admin.about'),
          t('admin.where'),
        ]}
        rows={rows}
      />
      <NextPageLink path="/admin/audit" query={filters} nextCursor={results.nextCursor} locale={locale} />
    </>
  );
}
