import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, FormErrorSummary, type FormValues, TextArea } from '../../ui/forms';
import { GENERAL_FIELDS } from './general-values';

interface GeneralFormProps {
  formValues: FormValues;
  locale: Locale;
}

export function GeneralForm({ formValues, locale }: GeneralFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('company.general')}</h1>
      <FormErrorSummary formValues={formValues} fieldNames={GENERAL_FIELDS} />
      <form method="post" action="/admin/company/general">
        <Field name="name" label={t('company.names.name')} formValues={formValues} required maxLength={120} />
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
