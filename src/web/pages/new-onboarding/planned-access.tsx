import { chooseGoods } from '../../../domain/choose-goods';
import { formatAccess, formatDeviations } from '../../../i18n/format-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { Preview } from './step-windows';

interface PlannedAccessProps {
  access: Preview['access'];
  /** Codes in the form, which replace those of the profiles. */
  requested: Parameters<typeof chooseGoods>[0];
  locale: Locale;
}

/** Lists the accounts, equipment and trainings that the new hire gets, for a list of facts. */
export function PlannedAccess({ access, requested, locale }: PlannedAccessProps) {
  const t = getTranslator(locale);
  const words = formatAccess({ ...access, ...chooseGoods(requested, access) }, locale);
  const facts = [
    ['accounts', words.accounts || t('preview.noAccounts')],
    ['deviations', formatDeviations(access, locale)],
    ['equipment', words.equipment],
    ['trainings', words.trainings],
  ] as const;
  return <>{facts.map(([name, value]) => value && [<dt>{t(`tasks.facts.${name}`)}</dt>, <dd>{value}</dd>])}</>;
}
