import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator, translate } from '../../../i18n/translate';
import { EmptyState } from '../../ui/empty-state';
import { Table } from '../../ui/table';
import { type CompanyState, getStateLogoUrl } from './company-state';
import { getEntryPath } from './entry';
import { GeneralFacts } from './general-facts';
import { WEEKDAYS } from './location-values';
import { SystemTable } from './system-table';

export function CompanyOverview({ version, settings, locale }: CompanyState & { locale: Locale }) {
  const t = getTranslator(locale);
  const { isSample } = settings;
  return (
    <>
      <h1>{t('company.settings')}</h1>
      {isSample && (
        <p class="notice">
          {t('company.isSample')} <a href="/admin/setup">{t('setup.setUpOwn')}</a>
        </p>
      )}
      <p>
        {t('company.versionInForce', { version })} <a href="/admin/company/versions">{t('company.history')}</a>
      </p>
      <h2>{t('company.general')}</h2>
      <GeneralFacts settings={settings} logoUrl={getStateLogoUrl({ version, settings })} locale={locale} />
      <p>
        <a href="/admin/company/general">{t('company.edit')}</a>
      </p>
      <LocationTable settings={settings} locale={locale} />
      <SystemTable settings={settings} locale={locale} />
      <h2>{t('company.names.profiles')}</h2>
      <p>
        {t('company.profileCount', { count: Object.keys(settings.profiles).length })}{' '}
        <a href="/admin/company/profiles">{t('company.showProfiles')}</a>
      </p>
    </>
  );
}

function LocationTable({ settings, locale }: Pick<CompanyState, 'settings'> & { locale: Locale }) {
  const t = getTranslator(locale);
  const rows = Object.entries(settings.locations).map(([code, location]) => ({
    key: code,
    cells: [
      <a href={getEntryPath('locations', code)}>{pickText(location.title, locale)}</a>,
      code,
      location.timeZone,
      [location.country, location.state].filter(Boolean).join(' '),
      formatWorkingDays(location.workingDays, locale),
      `${location.startTime}–${location.endTime}`,
      location.daysOff.length,
    ],
  }));
  return (
    <>
      <h2>{t('company.names.locations')}</h2>
      {rows.length === 0 ? (
        <EmptyState text={t('company.noLocations')} />
      ) : (
        <Table
          head={[
            t('company.names.title'),
            t('company.code'),
            t('company.names.timeZone'),
            t('company.names.country'),
            t('company.names.workingDays'),
            t('company.hours'),
            t('company.names.daysOff'),
          ]}
          rows={rows}
        />
      )}
      <p>
        <a href="/admin/company/locations/new">{t('company.newLocation')}</a>
      </p>
    </>
  );
}

const formatWorkingDays = (workingDays: readonly number[], locale: Locale): string =>
  WEEKDAYS.filter((day) => workingDays.includes(Number(day)))
    .map((day) => translate(locale, `company.weekdayShort.${day}`))
    .join(' ');
