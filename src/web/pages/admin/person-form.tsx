import type { Role } from '../../../domain/status';
import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { Field, FormErrorSummary, type FormValues, Select } from '../../ui/forms';
import { RolesField } from './roles-field';

interface PersonFormProps {
  formValues: FormValues;
  roles: readonly Role[];
  isNew?: boolean;
  locale: Locale;
}

export const PersonEditor = (props: PersonFormProps) => (
  <>
    <h1>{props.formValues.values.name ?? translate(props.locale, 'admin.addPerson')}</h1>
    <PersonForm {...props} />
  </>
);

export function PersonForm({ formValues, roles, isNew, locale }: PersonFormProps) {
  const t = getTranslator(locale);
  return (
    <form method="post" action="/admin/people" class="narrow">
      <FormErrorSummary formValues={formValues} fieldNames={['name', 'email', 'managerEmail', 'language', 'roles']} />
      {isNew && <input type="hidden" name="isNew" value="yes" />}
      <Field name="name" label={t('admin.name')} formValues={formValues} required maxLength={200} />
      <Field
        name="email"
        type="email"
        label={t('admin.email')}
        formValues={formValues}
        required
        readonly={!isNew}
        maxLength={254}
      />
      <Field name="managerEmail" type="email" label={t('admin.manager')} formValues={formValues} maxLength={254} />
      <Select
        name="language"
        label={t('admin.language')}
        formValues={formValues}
        options={LOCALES.map((value) => ({ value, label: t(`admin.languages.${value}`) }))}
        placeholder={t('admin.companyLanguage')}
      />
      <RolesField roles={roles} formValues={formValues} locale={locale} />
      {isNew && <InviteField formValues={formValues} locale={locale} />}
      <button>{t('admin.save')}</button>
    </form>
  );
}

/** Checked, unless the form that is shown again was sent without it. */
const InviteField = ({ formValues: { values }, locale }: Pick<PersonFormProps, 'formValues' | 'locale'>) => (
  <label class="field">
    <input type="checkbox" name="invite" value="yes" checked={values.isNew === undefined || values.invite === 'yes'} />{' '}
    {translate(locale, 'admin.invite')}
  </label>
);
