import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState } from '../../ui/empty-state';
import { NextPageLink } from '../../ui/pagination';
import { Table } from '../../ui/table';
import { DifferenceTable } from './difference-table';

interface VersionListProps {
  page: ApiResponseBodies['GET /company/versions'];
  locale: Locale;
}

export function VersionList({ page, locale }: VersionListProps) {
  const t = getTranslator(locale);
  const { formatInstant } = getFormatters(locale);
  const rows = page.items.map(({ version, createdAt, createdBy, note }) => ({
    key: String(version),
    cells: [
      <a href={`/admin/company/versions/${String(version)}`}>{String(version)}</a>,
      formatInstant(createdAt),
      createdBy,
      note ?? '',
    ],
  }));
  return (
    <>
      <h1>{t('company.history')}</h1>
      {rows.length === 0 ? (
        <EmptyState
          text={t('company.noVersions')}
          links={[{ href: '/admin/company/general', label: t('company.general') }]}
        />
      ) : (
        <Table head={[t('company.version'), t('company.when'), t('company.author'), t('company.note')]} rows={rows} />
      )}
      <NextPageLink path="/admin/company/versions" query={{}} nextCursor={page.nextCursor} locale={locale} />
      <p>
        <a href="/admin/company">{t('company.back')}</a>
      </p>
    </>
  );
}

interface VersionDetailProps {
  company: ApiResponseBodies['GET /company/versions/{version}'];
  locale: Locale;
}

export function VersionDetail({ company: { version, differences }, locale }: VersionDetailProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('company.versionTitle', { version })}</h1>
      {differences.length > 0 && <DifferenceTable differences={differences} locale={locale} />}
      <form method="post" action={`/admin/company/versions/${String(version)}/restore`}>
        <div class="actions">
          <button class="secondary">{t('company.restore')}</button>
          <a href="/admin/company/versions">{t('company.back')}</a>
        </div>
      </form>
    </>
  );
}
