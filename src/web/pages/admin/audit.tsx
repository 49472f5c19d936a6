import { Fragment } from 'preact';
import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { Field } from '../../ui/forms';
import { NextPageLink, searchTextSchema, searchDateSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { NoMatches } from '../../ui/empty-state';
import { Table } from '../../ui/table';
import { AuditedAccess } from './audited-access';
import { LoggedOnboarding, PeriodFields, toInstants } from './log-fields';

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
    const results = await callApi('GET /audit', { query: { ...query, ...toInstants(query) } });
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
  const rows = results.items.map(({ id, at, actor, action, onboardingId, ip = '', detail }) => ({
    key: id,
    cells: [
      getFormatters(locale).formatInstant(at),
      actor,
      <Fragment key="action">
        {action}
        <AuditedAccess detail={detail} locale={locale} />
      </Fragment>,
      onboardingId && <LoggedOnboarding id={onboardingId} />,
      ip,
    ],
  }));
  return (
    <>
      <h1>{t('admin.audit')}</h1>
      <form method="get" action="/admin/audit" class="filters">
        <Field name="actor" label={t('admin.actor')} formValues={formValues} maxLength={254} />
        <Field name="action" label={t('admin.action')} formValues={formValues} maxLength={60} />
        <PeriodFields formValues={formValues} locale={locale} />
      </form>
      {rows.length === 0 ? (
        <NoMatches path="/admin/audit" locale={locale} />
      ) : (
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
      )}
      <NextPageLink path="/admin/audit" query={filters} nextCursor={results.nextCursor} locale={locale} />
    </>
  );
}
