import { z } from 'zod';
import { SECURITY_EVENT_KINDS } from '../../../domain/security-events';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { definePage } from '../../http/page';
import { Field, Select } from '../../ui/forms';
import { NextPageLink, searchDateSchema, searchTextSchema } from '../../ui/pagination';
import { NoMatches } from '../../ui/empty-state';
import { Table } from '../../ui/table';
import { LoggedOnboarding, PeriodFields, toInstants } from './log-fields';

const querySchema = z.object({
  event: z.enum(SECURITY_EVENT_KINDS).optional().catch(undefined),
  actor: searchTextSchema,
  from: searchDateSchema,
  to: searchDateSchema,
  cursor: searchTextSchema,
});
type Query = z.infer<typeof querySchema>;

const securityLogPage = definePage({
  name: 'GET /admin/security',
  query: querySchema,
  handle: async ({ callApi, query, locale }) => {
    const results = await callApi('GET /security-events', { query: { ...query, ...toInstants(query) } });
    const main = <SecurityLog results={results} filters={query} locale={locale} />;
    return { title: translate(locale, 'admin.security'), main };
  },
});

export const securityPages = [securityLogPage];

interface SecurityLogProps {
  results: ApiResponseBodies['GET /security-events'];
  filters: Query;
  locale: Locale;
}

function SecurityLog({ results, filters, locale }: SecurityLogProps) {
  const t = getTranslator(locale);
  const formValues = { values: filters };
  const rows = results.items.map(({ id, at, event, actor = '', route = '', onboardingId, ip = '', count }) => ({
    key: id,
    cells: [
      getFormatters(locale).formatInstant(at),
      t(`admin.securityEvents.${event}`),
      actor,
      onboardingId ? <LoggedOnboarding id={onboardingId} /> : route,
      ip,
      count,
    ],
  }));
  return (
    <>
      <h1>{t('admin.security')}</h1>
      <form method="get" action="/admin/security" class="filters">
        <Select
          name="event"
          label={t('admin.event')}
          formValues={formValues}
          options={SECURITY_EVENT_KINDS.map((value) => ({
            value,
            label: t(`admin.securityEvents.${value}`),
          }))}
          placeholder={t('admin.allEvents')}
        />
        <Field name="actor" label={t('admin.actor')} formValues={formValues} maxLength={254} />
        <PeriodFields formValues={formValues} locale={locale} />
      </form>
      {rows.length === 0 ? (
        <NoMatches path="/admin/security" locale={locale} />
      ) : (
        <Table
          head={[
            `${t('admin.at')} (UTC)`,
            t('admin.event'),
            t('admin.person'),
            t('admin.about'),
            t('admin.where'),
            t('admin.count'),
          ]}
          rows={rows}
        />
      )}
      <NextPageLink path="/admin/security" query={filters} nextCursor={results.nextCursor} locale={locale} />
    </>
  );
}
