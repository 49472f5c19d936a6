import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { Field, FormErrorSummary, type FormValues, TextArea } from '../../ui/forms';
import { CheckboxGroup } from '../admin/checkbox-group';
import { getEntryPath } from './entry';
import { CodeField, RemoveForm, TitleFields } from './entry-fields';
import { getLocalizedField } from './localized-fields';
import { WEEKDAYS } from './location-values';

interface LocationFormProps {
  /** Unset for a new location. */
  code?: string;
  formValues: FormValues;
  workingDays: readonly (typeof WEEKDAYS)[number][];
  locale: Locale;
}

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
const FIELD_NAMES = [
  'code',
  'timeZone',
  'country',
  'state',
  'workingDays',
  'startTime',
  'endTime',
  'daysOff',
  'address',
];
const LOCALIZED_FIELD_NAMES = ['title', 'arrival'].flatMap((name) =>
  LOCALES.map((locale) => getLocalizedField(name, locale)),
);

export function LocationForm({ code, formValues, workingDays, locale }: LocationFormProps) {
  const t = getTranslator(locale);
  const path = code === undefined ? '/admin/company/locations' : getEntryPath('locations', code);
  return (
    <section class="narrow">
      <h1>{code === undefined ? t('company.newLocation') : t('company.location', { code })}</h1>
      <FormErrorSummary formValues={formValues} fieldNames={[...FIELD_NAMES, ...LOCALIZED_FIELD_NAMES]} />
      <form method="post" action={path}>
        {code === undefined && <CodeField hint={t('company.codeHint')} formValues={formValues} locale={locale} />}
        <TitleFields name="title" formValues={formValues} locale={locale} />
        <PlaceFields formValues={formValues} locale={locale} />
        <CheckboxGroup
          name="workingDays"
          legend={t('company.names.workingDays')}
          choices={WEEKDAYS}
          getLabel={(day) => translate(locale, `company.weekday.${day}`)}
          checked={workingDays}
          formValues={formValues}
        />
        <HourFields formValues={formValues} locale={locale} />
        <ArrivalFields formValues={formValues} locale={locale} />
        <div class="actions">
          <button>{t('company.toPreview')}</button>
          <a href="/admin/company">{t('company.back')}</a>
        </div>
      </form>
      {code !== undefined && <LocationActions path={path} locale={locale} />}
    </section>
  );
}

type FieldsProps = Pick<LocationFormProps, 'formValues' | 'locale'>;

function PlaceFields({ formValues, locale }: FieldsProps) {
  const t = getTranslator(locale);
  return (
    <>
      <Field name="timeZone" label={t('company.names.timeZone')} formValues={formValues} list="time-zones" required />
      <datalist id="time-zones">
        {TIME_ZONES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field
        name="country"
        label={t('company.names.country')}
        hint={t('company.countryHint')}
        formValues={formValues}
        required
        maxLength={2}
      />
      <Field
        name="state"
        label={t('company.names.state')}
        hint={t('company.stateHint')}
        formValues={formValues}
        maxLength={6}
      />
    </>
  );
}

function HourFields({ formValues, locale }: FieldsProps) {
  const t = getTranslator(locale);
  return (
    <>
      <Field name="startTime" type="time" label={t('company.names.startTime')} formValues={formValues} required />
      <Field name="endTime" type="time" label={t('company.names.endTime')} formValues={formValues} required />
      <TextArea
        name="daysOff"
        label={t('company.names.daysOff')}
        hint={t('company.daysOffHint')}
        formValues={formValues}
        rows={6}
      />
    </>
  );
}

function ArrivalFields({ formValues, locale }: FieldsProps) {
  const t = getTranslator(locale);
  return (
    <>
      <TextArea name="address" label={t('company.names.address')} formValues={formValues} rows={3} maxLength={500} />
      {LOCALES.map((language) => (
        <TextArea
          key={language}
          name={getLocalizedField('arrival', language)}
          label={`${t('company.names.arrival')} (${t(`admin.languages.${language}`)})`}
          formValues={formValues}
          rows={3}
          maxLength={2000}
        />
      ))}
    </>
  );
}

/** Import of days off, and removal. */
function LocationActions({ path, locale }: { path: string; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <>
      <h2>{t('company.importDaysOff')}</h2>
      <form method="post" action={`${path}/days-off`} enctype="multipart/form-data">
        <label for="file">{t('company.calendarFile')}</label>
        <input id="file" name="file" type="file" accept=".ics,text/calendar" required />
        <button class="secondary">{t('company.previewImport')}</button>
      </form>
      <RemoveForm path={path} title={t('company.removeLocation')} locale={locale} />
    </>
  );
}
