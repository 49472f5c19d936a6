import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, FormErrorSummary, type FormValues, Select, TextArea } from '../../ui/forms';
import { GENERAL_FIELDS } from './general-values';
import { getLocalizedField } from './localized-fields';

interface GeneralFormProps {
  formValues: FormValues;
  /** Set if there is a logo. */
  logoUrl?: string;
  locale: Locale;
}

export function GeneralForm({ formValues, logoUrl, locale }: GeneralFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('company.general')}</h1>
      <FormErrorSummary formValues={formValues} fieldNames={GENERAL_FIELDS} />
      <form method="post" action="/admin/company/general" enctype="multipart/form-data">
        <Field name="name" label={t('company.names.name')} formValues={formValues} required maxLength={120} />
        <AppearanceFields formValues={formValues} logoUrl={logoUrl} locale={locale} />
        <Field
          name="supportContact"
          type="email"
          label={t('company.names.supportContact')}
          hint={t('company.supportContactHint')}
          formValues={formValues}
          maxLength={254}
        />
        <Field
          name="currency"
          label={t('company.names.currency')}
          hint={t('company.currencyHint')}
          formValues={formValues}
          required
          maxLength={3}
        />
        <TextArea
          name="exchangeRates"
          label={t('company.names.exchangeRates')}
          hint={t('company.exchangeRatesHint')}
          formValues={formValues}
          rows={3}
        />
        <TextArea
          name="departments"
          label={t('company.names.departments')}
          hint={t('company.departmentsHint')}
          formValues={formValues}
          rows={10}
        />
        <div class="actions">
          <button>{t('company.toPreview')}</button>
          <a href="/admin/company">{t('company.back')}</a>
        </div>
      </form>
    </section>
  );
}

/** Look and language of mails and pages. */
function AppearanceFields({ formValues, logoUrl, locale }: GeneralFormProps) {
  const t = getTranslator(locale);
  return (
    <>
      <Select
        name="language"
        label={t('company.names.language')}
        hint={t('company.languageHint')}
        formValues={formValues}
        options={LOCALES.map((value) => ({ value, label: t(`admin.languages.${value}`) }))}
      />
      <Field
        name="file"
        type="file"
        accept="image/png,image/jpeg"
        label={t('company.names.logo')}
        hint={t('company.logoHint')}
        formValues={formValues}
      />
      {logoUrl !== undefined && (
        <p class="logo">
          <img src={logoUrl} alt={t('company.names.logo')} />
          <label>
            <input type="checkbox" name="removeLogo" value="yes" /> {t('company.removeLogo')}
          </label>
        </p>
      )}
      <Field
        name="colour"
        type="color"
        label={t('company.names.colour')}
        hint={t('company.colourHint')}
        formValues={formValues}
      />
      {LOCALES.map((language) => (
        <TextArea
          key={language}
          name={getLocalizedField('signature', language)}
          label={`${t('company.names.signature')} (${t(`admin.languages.${language}`)})`}
          hint={t('company.signatureHint')}
          formValues={formValues}
          rows={3}
          maxLength={1000}
        />
      ))}
    </>
  );
}
