import { EMPLOYMENT_TYPES } from '../../../domain/request';
import { formatAccounts } from '../../../i18n/format-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { getFieldLabel } from '../../i18n/field-labels';
import { Field, FormErrorSummary, type FormValues, Select } from '../../ui/forms';
import { JOB_LABELS, wordAnswer } from './condition-list';
import { getEntryPath } from './entry';
import { wordEmploymentType } from './word-employment-type';

interface AccessCheckProps {
  formValues: FormValues;
  choices: {
    departments: readonly { name: string }[];
    locations: readonly { code: string; title: string }[];
    plans: readonly { name: string; title: string }[];
  };
  /** Unset until the form is sent. */
  access?: ApiResponseBodies['GET /company/access'];
  locale: Locale;
}

const LABELS = {
  ...JOB_LABELS,
  endDate: 'fields.job.endDate',
  manager: 'tasks.facts.manager',
  equipment: 'fields.equipment',
  trainings: 'fields.trainings',
} as const;
type FieldName = keyof typeof LABELS;

/** Form for a job, and the access that its profiles give. */
export function AccessCheck({ formValues, choices, access, locale }: AccessCheckProps) {
  const t = getTranslator(locale);
  const getLabel = (name: string): string => t(LABELS[name as FieldName]);
  const getProps = (name: FieldName) => ({ name, label: getLabel(name), formValues });
  const { departments, locations, plans } = choices;
  const types = EMPLOYMENT_TYPES.map((type) => ({ value: type, label: wordEmploymentType(type, locale) }));
  const remote = [false, true].map((answer) => ({
    value: String(answer),
    label: wordAnswer('remote', answer, locale),
  }));
  return (
    <>
      <h2 id="check">{t('company.whoGetsWhat')}</h2>
      <p>{t('company.whoGetsWhatHint')}</p>
      <FormErrorSummary formValues={formValues} fieldNames={Object.keys(LABELS)} getLabel={getLabel} />
      <form method="get" action="/admin/company/profiles#check" class="filters">
        {departments.length === 0 ? (
          <Field {...getProps('department')} required maxLength={80} />
        ) : (
          <Select {...getProps('department')} options={departments.map(({ name }) => ({ value: name, label: name }))} />
        )}
        <Select
          {...getProps('location')}
          options={locations.map(({ code, title }) => ({ value: code, label: title }))}
        />
        <Select {...getProps('employmentType')} options={types} />
        <Field {...getProps('title')} maxLength={120} />
        <Select {...getProps('remote')} options={remote} />
        <Field {...getProps('endDate')} type="date" />
        <Field {...getProps('manager')} type="email" />
        <Field {...getProps('equipment')} placeholder={t('company.codesHint')} />
        <Field {...getProps('trainings')} placeholder={t('company.codesHint')} />
        <Select
          {...getProps('plan')}
          options={plans.map(({ name, title }) => ({ value: name, label: title }))}
          placeholder={t('new-onboarding.byRule')}
        />
        <div class="actions">
          <button class="secondary">{t('company.showAccess')}</button>
        </div>
      </form>
      {access && <AccessFacts access={access} locale={locale} />}
    </>
  );
}

function AccessFacts({ access, locale }: { access: ApiResponseBodies['GET /company/access']; locale: Locale }) {
  const t = getTranslator(locale);
  const { profiles, equipment, trainings } = access;
  return (
    <dl class="facts" id="access">
      <dt>{t('company.names.profiles')}</dt>
      <dd>
        {profiles.length === 0 && t('company.nothing')}
        {profiles.map(({ code, title }, index) => [
          index > 0 && ', ',
          <a key={code} href={getEntryPath('profiles', code)}>
            {title}
          </a>,
        ])}
      </dd>
      <dt>{t('company.names.accounts')}</dt>
      <dd>{formatAccounts(access, locale) || t('company.nothing')}</dd>
      <dt>{getFieldLabel(locale, 'equipment')}</dt>
      <dd>{equipment.join(', ') || t('company.nothing')}</dd>
      <dt>{getFieldLabel(locale, 'trainings')}</dt>
      <dd>{trainings.join(', ') || t('company.nothing')}</dd>
    </dl>
  );
}
