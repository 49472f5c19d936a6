import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, type FormValues } from '../../ui/forms';
import { getLocalizedField } from './localized-fields';

interface EntryFieldProps {
  formValues: FormValues;
  locale: Locale;
}

/** Code of a new entry. */
export function CodeField({ hint, formValues, locale }: EntryFieldProps & { hint: string }) {
  const label = getTranslator(locale)('company.code');
  return <Field name="code" label={label} hint={hint} formValues={formValues} required maxLength={64} />;
}

/** Title in each language. The first language replaces one that is left empty. */
export function TitleFields({
  name,
  formValues,
  isOptional = false,
  locale,
}: EntryFieldProps & { name: string; isOptional?: boolean }) {
  const t = getTranslator(locale);
  return (
    <>
      {LOCALES.map((language, index) => (
        <Field
          key={language}
          name={getLocalizedField(name, language)}
          label={`${t('company.names.title')} (${t(`admin.languages.${language}`)})`}
          formValues={formValues}
          required={index === 0 && !isOptional}
          maxLength={80}
        />
      ))}
    </>
  );
}

/** Leads to the preview of the removal. `path`: page of the entry. */
export function RemoveForm({ path, title, locale }: { path: string; title: string; locale: Locale }) {
  return (
    <>
      <h2>{title}</h2>
      <form method="post" action={`${path}/remove`}>
        <button class="secondary outline">{getTranslator(locale)('company.previewRemoval')}</button>
      </form>
    </>
  );
}
