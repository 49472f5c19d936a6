import type { AccessConditions } from '../../../company/access-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { getFieldLabel } from '../../i18n/field-labels';
import type { TitleLookup } from '../../ui/load-titles';
import { wordEmploymentType } from './word-employment-type';

interface ConditionListProps {
  when: AccessConditions;
  titles: TitleLookup;
  locale: Locale;
}

/** Conditions of a profile, one line each. */
export function ConditionList({ when, titles, locale }: ConditionListProps) {
  const t = getTranslator(locale);
  const { formatList } = getFormatters(locale);
  const conditions: [field: string, values: readonly string[] | undefined][] = [
    ['job.department', when.department],
    ['job.location', when.location?.map((code) => titles.getLocationTitle(code))],
    ['job.employmentType', when.employmentType?.map((type) => wordEmploymentType(type, locale))],
    ['job.title', when.title],
    ['job.remote', when.remote?.map((isRemote) => t(`new-onboarding.remote.${isRemote ? 'yes' : 'no'}`))],
    ['plan', when.plan?.map((name) => titles.getPlanTitle(name))],
  ];
  const lines = conditions.flatMap(([field, values]) =>
    values ? [{ field, values: formatList(values, 'disjunction') }] : [],
  );
  if (lines.length === 0) return <>{t('company.everyone')}</>;
  return (
    <>
      {lines.map(({ field, values }) => (
        <div key={field}>{t('company.condition', { name: getFieldLabel(locale, field), values })}</div>
      ))}
    </>
  );
}
