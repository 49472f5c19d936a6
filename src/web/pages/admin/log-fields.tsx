import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, type FormValues } from '../../ui/forms';

/** Converts the days of a period to instants, for the API: midnight UTC, as the log shows its times. */
export const toInstants = ({ from, to }: { from?: string; to?: string }) => ({
  from: from && `${from}T00:00:00Z`,
  to: to && `${to}T00:00:00Z`,
});

/** Period and button that end the search form of a log. */
export function PeriodFields({ formValues, locale }: { formValues: FormValues; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <>
      <Field name="from" type="date" label={t('admin.from')} formValues={formValues} />
      <Field name="to" type="date" label={t('admin.to')} formValues={formValues} />
      <div class="actions">
        <button>{t('pagination.search')}</button>
      </div>
    </>
  );
}

export const LoggedOnboarding = ({ id }: { id: string }) => <a href={`/onboardings/${id}`}>{id.slice(0, 8)}</a>;
