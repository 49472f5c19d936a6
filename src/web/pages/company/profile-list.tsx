import type { AccessProfile } from '../../../company/access-schema';
import { countConditions } from '../../../company/conditions';
import { describeAccount } from '../../../company/resolve-access';
import type { CompanySettings } from '../../../company/settings';
import { formatAccounts } from '../../../i18n/format-access';
import type { Locale } from '../../../i18n/locales';
import { pickText, pickTexts } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import type { TitleLookup } from '../../ui/load-titles';
import { EmptyState } from '../../ui/empty-state';
import { Table } from '../../ui/table';
import { ConditionList } from './condition-list';
import { getEntryPath } from './entry';

interface ProfileListProps {
  settings: Pick<CompanySettings, 'profiles' | 'systems'>;
  titles: TitleLookup;
  locale: Locale;
}

/** The profiles in the order in which they are tried; additions last. */
export function ProfileList({ settings, titles, locale }: ProfileListProps) {
  const t = getTranslator(locale);
  const profiles = Object.entries(settings.profiles).sort(([, a], [, b]) => computeRank(a) - computeRank(b));
  if (profiles.length === 0) return <EmptyState text={t('company.noProfiles')} />;
  const rows = profiles.map(([code, { title, when, isAddition, accounts, equipment, trainings }]) => ({
    key: code,
    cells: [
      <a key="title" href={getEntryPath('profiles', code)}>
        {pickText(title, locale)}
      </a>,
      code,
      <ConditionList key="when" when={when} titles={titles} locale={locale} />,
      isAddition ? t('company.yes') : '',
      formatAccounts(
        pickTexts({ accounts: accounts.map((grant) => describeAccount(grant, settings.systems)) }, locale),
        locale,
      ),
      [...equipment, ...trainings].join(', '),
    ],
  }));
  return (
    <Table
      head={[
        t('company.names.title'),
        t('company.code'),
        t('company.names.when'),
        t('company.names.isAddition'),
        t('company.names.accounts'),
        t('company.equipmentAndTrainings'),
      ]}
      rows={rows}
    />
  );
}

const ADDITION_RANK = 100;

/** More conditions come first. */
const computeRank = ({ when, isAddition }: AccessProfile): number =>
  (isAddition ? ADDITION_RANK : 0) - countConditions(when);
