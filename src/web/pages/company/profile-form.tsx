import { EMPLOYMENT_TYPES } from '../../../domain/request';
import { LOCALES, type Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import { getFieldLabel } from '../../i18n/field-labels';
import { FormErrorSummary, type FormError, type FormValues, Select, TextArea } from '../../ui/forms';
import { CheckboxGroup } from '../admin/checkbox-group';
import { AccountsTable } from './accounts-table';
import { CodeField, RemoveForm, TitleFields } from './entry-fields';
import { getEntryPath } from './entry';
import { getLocalizedField, toLocalizedFields } from './localized-fields';
import { listRows, type ProfileChoices, type ProfileDraft } from './profile-values';
import { type ResourceChoices, ResourceRows } from './resource-rows';
import { wordEmploymentType } from './word-employment-type';

export interface ProfileFormProps {
  /** Unset for a new profile. */
  code?: string;
  /** Code as typed, for a new profile. */
  typedCode?: string;
  draft: ProfileDraft;
  errors?: readonly FormError[];
  choices: ProfileChoices & ResourceChoices;
  locale: Locale;
}

const CONDITIONS = ['department', 'location', 'employmentType', 'jobTitle', 'remote', 'plan'];
const TITLES = LOCALES.map((locale) => getLocalizedField('title', locale));

export function ProfileForm({ code, typedCode, draft, errors, choices, locale }: ProfileFormProps) {
  const t = getTranslator(locale);
  const path = code === undefined ? '/admin/company/profiles' : getEntryPath('profiles', code);
  const formValues: FormValues = { values: { code: typedCode, ...toValues(draft) }, errors };
  const rows = [...listRows('equipment', draft.equipment), ...listRows('trainings', draft.trainings)];
  return (
    <section class="narrow">
      <h1>{code === undefined ? t('company.newProfile') : t('company.profile', { code })}</h1>
      <FormErrorSummary formValues={formValues} fieldNames={['code', ...TITLES, ...CONDITIONS, ...rows]} />
      <form method="post" action={path}>
        {code === undefined && (
          <CodeField hint={t('company.profileCodeHint')} formValues={formValues} locale={locale} />
        )}
        <TitleFields name="title" formValues={formValues} locale={locale} />
        <ConditionFields {...{ draft, formValues, choices, locale }} />
        <AccountsTable systems={choices.settings.systems} accounts={draft.accounts} locale={locale} />
        <ResourceRows {...{ draft, formValues, choices, locale }} />
        <div class="actions">
          <button>{t('company.toPreview')}</button>
          <button class="secondary" name="addRows" value="yes" formnovalidate>
            {t('company.addRows')}
          </button>
          <a href="/admin/company/profiles">{t('company.back')}</a>
        </div>
      </form>
      {code !== undefined && <RemoveForm path={path} title={t('company.removeProfile')} locale={locale} />}
    </section>
  );
}

const toValues = ({ title, when, equipment, trainings }: ProfileDraft): FormValues['values'] => ({
  ...toLocalizedFields('title', title),
  department: when.department?.join('\n'),
  jobTitle: when.title?.join('\n'),
  remote: when.remote?.map(String)[0],
  ...Object.fromEntries(equipment.map((model, index) => [`equipment.${String(index)}`, model])),
  ...Object.fromEntries(trainings.map((course, index) => [`trainings.${String(index)}`, course])),
});

type ConditionFieldsProps = Pick<ProfileFormProps, 'draft' | 'choices' | 'locale'> & { formValues: FormValues };

/** A condition without a choice holds for everyone. */
function ConditionFields({ draft: { when, isAddition }, formValues, choices, locale }: ConditionFieldsProps) {
  const t = getTranslator(locale);
  const { departments, locations } = choices.settings;
  const getPlanTitle = (name: string): string => choices.plans.find((plan) => plan.name === name)?.title ?? name;
  const getLocationTitle = (code: string): string => pickText(locations[code]?.title ?? code, locale);
  const remote = (['yes', 'no'] as const).map((answer) => ({
    value: String(answer === 'yes'),
    label: t(`new-onboarding.remote.${answer}`),
  }));
  const groups = [
    { name: 'department', names: departments, getTitle: String },
    { name: 'location', names: Object.keys(locations), getTitle: getLocationTitle },
    { name: 'employmentType', names: EMPLOYMENT_TYPES, getTitle: (type: string) => wordEmploymentType(type, locale) },
  ] as const;
  const plans = { name: 'plan', names: choices.plans.map(({ name }) => name), getTitle: getPlanTitle } as const;
  const renderGroup = ({ name, names, getTitle }: (typeof groups)[number] | typeof plans) => (
    <CheckboxGroup
      key={name}
      name={name}
      legend={getFieldLabel(locale, name === 'plan' ? name : `job.${name}`)}
      choices={names}
      getLabel={getTitle}
      checked={matchSpelling(names, when[name])}
      formValues={formValues}
    />
  );
  return (
    <fieldset>
      <legend class="heading">{t('company.names.when')}</legend>
      <p>{t('company.conditionsHint')}</p>
      {departments.length === 0 && (
        <TextArea
          name="department"
          label={getFieldLabel(locale, 'job.department')}
          hint={t('company.onePerLine')}
          formValues={formValues}
          rows={2}
        />
      )}
      {groups.filter(({ names }) => names.length > 0).map(renderGroup)}
      <TextArea
        name="jobTitle"
        label={getFieldLabel(locale, 'job.title')}
        hint={t('company.onePerLine')}
        formValues={formValues}
        rows={2}
      />
      <Select
        name="remote"
        label={getFieldLabel(locale, 'job.remote')}
        formValues={formValues}
        options={remote}
        placeholder={t('company.any')}
      />
      {renderGroup(plans)}
      <label>
        <input type="checkbox" name="isAddition" value="yes" checked={isAddition} /> {t('company.isAddition')}
      </label>
    </fieldset>
  );
}

/** Returns the names as the settings spell them. */
const matchSpelling = (names: readonly string[], chosen: readonly string[] = []): string[] =>
  names.filter((name) => chosen.some((one) => one.toLowerCase() === name.toLowerCase()));
