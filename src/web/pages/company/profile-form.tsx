import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { FormErrorSummary, type FormError, type FormValues } from '../../ui/forms';
import { AccountsTable } from './accounts-table';
import { ConditionFields } from './condition-fields';
import { CONDITION_FIELD_NAMES, type ProfileChoices, toConditionValues } from './condition-values';
import { CodeField, RemoveForm, TitleFields } from './entry-fields';
import { getEntryPath } from './entry';
import { getLocalizedField, toLocalizedFields } from './localized-fields';
import { listRows, type ProfileDraft } from './profile-values';
import { type ResourceChoices, ResourceRows } from './resource-rows';

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

const TITLES = LOCALES.map((locale) => getLocalizedField('title', locale));

export function ProfileForm({ code, typedCode, draft, errors, choices, locale }: ProfileFormProps) {
  const t = getTranslator(locale);
  const path = code === undefined ? '/admin/company/profiles' : getEntryPath('profiles', code);
  const formValues: FormValues = { values: { code: typedCode, ...toValues(draft) }, errors };
  const rows = [...listRows('equipment', draft.equipment), ...listRows('trainings', draft.trainings)];
  return (
    <section class="narrow">
      <h1>{code === undefined ? t('company.newProfile') : t('company.profile', { code })}</h1>
      <FormErrorSummary formValues={formValues} fieldNames={['code', ...TITLES, ...CONDITION_FIELD_NAMES, ...rows]} />
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
  ...toConditionValues(when),
  ...Object.fromEntries(equipment.map((model, index) => [`equipment.${String(index)}`, model])),
  ...Object.fromEntries(trainings.map((course, index) => [`trainings.${String(index)}`, course])),
});
