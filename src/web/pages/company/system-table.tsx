import type { CompanySystem } from '../../../company/access-schema';
import type { CompanySettings } from '../../../company/settings';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import { EmptyState } from '../../ui/empty-state';
import { Table } from '../../ui/table';
import { getEntryPath } from './entry';
import { OWNER_ROLES } from './system-values';

/** Systems with accounts, on the overview. */
export function SystemTable({ settings, locale }: { settings: Pick<CompanySettings, 'systems'>; locale: Locale }) {
  const t = getTranslator(locale);
  const rows = Object.entries(settings.systems).map(([code, { title, owner, licences }]) => ({
    key: code,
    cells: [
      <a key="title" href={getEntryPath('systems', code)}>
        {pickText(title, locale)}
      </a>,
      code,
      wordOwner(owner, locale),
      Object.values(licences)
        .map((licence) => t('company.licenceSeats', { title: pickText(licence.title, locale), seats: licence.seats }))
        .join(', '),
    ],
  }));
  return (
    <>
      <h2>{t('company.names.systems')}</h2>
      {rows.length === 0 ? (
        <EmptyState text={t('company.noSystems')} />
      ) : (
        <Table
          head={[t('company.names.title'), t('company.code'), t('company.names.owner'), t('company.names.licences')]}
          rows={rows}
        />
      )}
      <p>
        <a href="/admin/company/systems/new">{t('company.newSystem')}</a>
      </p>
    </>
  );
}

function wordOwner(owner: CompanySystem['owner'], locale: Locale): string {
  const role = OWNER_ROLES.find((name) => name === owner);
  return role === undefined ? owner : getTranslator(locale)(`status.role.${role}`);
}
