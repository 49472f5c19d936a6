import type { AccessConditions } from '../../../company/access-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
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
  const conditions: Record<keyof AccessConditions, readonly string[] | undefined> = {
    department: when.department,
    location: when.location?.map((code) => titles.getLocationTitle(code)),
    employmentType: when.employmentType?.map((type) => wordEmploymentType(type, locale)),
    title: when.title,
    remote: when.remote?.map((answer) => wordAnswer('remote', answer, locale)),
    hasEndDate: when.hasEndDate?.map((answer) => wordAnswer('hasEndDate', answer, locale)),
    manager: when.manager,
    plan: when.plan?.map((name) => titles.getPlanTitle(name)),
    equipment: when.equipment,
    trainings: when.trainings,
  };
  const lines = (Object.keys(conditions) as (keyof AccessConditions)[]).flatMap((field) => {
    const values = conditions[field];
    return values ? [{ name: getConditionLabel(field, locale), values: formatList(values, 'disjunction') }] : [];
  });
  if (lines.length === 0) return <>{t('company.everyone')}</>;
  return (
    <>
      {lines.map(({ name, values }) => (
        <div key={name}>{t('company.condition', { name, values })}</div>
      ))}
    </>
  );
}

/** Labels of the fields that a condition and a request have alike. */
export const JOB_LABELS = {
  department: 'fields.job.department',
  location: 'fields.job.location',
  employmentType: 'fields.job.employmentType',
  title: 'fields.job.title',
  remote: 'fields.job.remote',
  plan: 'fields.plan',
} as const;

const LABELS = {
  ...JOB_LABELS,
  hasEndDate: 'company.hasEndDate',
  manager: 'fields.manager.email',
  equipment: 'company.requestedEquipment',
  trainings: 'company.requestedTrainings',
} as const satisfies Record<keyof AccessConditions, string>;

export const getConditionLabel = (field: keyof AccessConditions, locale: Locale): string =>
  translate(locale, LABELS[field]);

export const wordAnswer = (field: 'remote' | 'hasEndDate', answer: boolean, locale: Locale): string =>
  field === 'remote'
    ? translate(locale, `new-onboarding.remote.${answer ? 'yes' : 'no'}`)
    : translate(locale, `company.${answer ? 'yes' : 'no'}`);
