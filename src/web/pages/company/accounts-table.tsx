import type { CompanySystem } from '../../../company/access-schema';
import type { AccountGrant } from '../../../domain/access';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import { EmptyState } from '../../ui/empty-state';
import { Table } from '../../ui/table';

interface AccountsTableProps {
  systems: Readonly<Record<string, CompanySystem>>;
  accounts: readonly AccountGrant[];
  locale: Locale;
}

/** One row for each system of the company, with its groups and its licence. */
export function AccountsTable({ systems, accounts, locale }: AccountsTableProps) {
  const t = getTranslator(locale);
  const rows = Object.entries(systems).map(([code, { title, licences }]) => {
    const account = accounts.find(({ system }) => system === code);
    const name = pickText(title, locale);
    return {
      key: code,
      cells: [
        <label key="account">
          <input type="checkbox" name="account" value={code} checked={account !== undefined} /> {name}
        </label>,
        <input
          key="groups"
          name={`groups.${code}`}
          aria-label={t('company.groupsOf', { system: name })}
          value={account?.groups.join(', ') ?? ''}
        />,
        <LicenceSelect key="licence" {...{ code, name, licences, locale }} chosen={account?.licence} />,
      ],
    };
  });
  return (
    <fieldset>
      <legend class="heading">{t('company.names.accounts')}</legend>
      {rows.length === 0 ? (
        <EmptyState
          text={t('company.noSystems')}
          links={[{ href: '/admin/company/systems/new', label: t('company.newSystem') }]}
        />
      ) : (
        <>
          <p>{t('company.accountsHint')}</p>
          <Table
            head={[t('company.names.system'), t('company.names.groups'), t('company.names.licence')]}
            rows={rows}
            label={t('company.names.accounts')}
          />
        </>
      )}
    </fieldset>
  );
}

interface LicenceSelectProps {
  code: string;
  name: string;
  licences: CompanySystem['licences'];
  chosen?: string;
  locale: Locale;
}

function LicenceSelect({ code, name, licences, chosen, locale }: LicenceSelectProps) {
  const t = getTranslator(locale);
  if (Object.keys(licences).length === 0) return <>–</>;
  return (
    <select name={`licence.${code}`} aria-label={t('company.licenceOf', { system: name })}>
      <option value="">{t('company.noLicence')}</option>
      {Object.entries(licences).map(([licence, { title }]) => (
        <option key={licence} value={licence} selected={licence === chosen}>
          {pickText(title, locale)}
        </option>
      ))}
    </select>
  );
}
