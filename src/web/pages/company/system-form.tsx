import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, FormErrorSummary, type FormValues, Select } from '../../ui/forms';
import { getEntryPath } from './entry';
import { CodeField, RemoveForm, TitleFields } from './entry-fields';
import { getLocalizedField } from './localized-fields';
import { listLicenceRows, OWNER_ROLES, PERSON } from './system-values';

interface SystemFormProps {
  /** Unset for a new system. */
  code?: string;
  formValues: FormValues;
  locale: Locale;
}

const TITLES = LOCALES.map((locale) => getLocalizedField('title', locale));

export function SystemForm({ code, formValues, locale }: SystemFormProps) {
  const t = getTranslator(locale);
  const path = code === undefined ? '/admin/company/systems' : getEntryPath('systems', code);
  const rows = listLicenceRows(formValues.values);
  return (
    <section class="narrow">
      <h1>{code === undefined ? t('company.newSystem') : t('company.system', { code })}</h1>
      <FormErrorSummary
        formValues={formValues}
        fieldNames={['code', ...TITLES, 'owner', 'ownerEmail', ...rows.flatMap(listRowFields)]}
      />
      <form method="post" action={path}>
        {code === undefined && <CodeField hint={t('company.systemCodeHint')} formValues={formValues} locale={locale} />}
        <TitleFields name="title" formValues={formValues} locale={locale} />
        <OwnerFields formValues={formValues} locale={locale} />
        <fieldset>
          <legend class="heading">{t('company.names.licences')}</legend>
          <p>{t('company.licencesHint')}</p>
          {rows.map((row, index) => (
            <LicenceFields key={row} {...{ row, number: index + 1, formValues, locale }} />
          ))}
        </fieldset>
        <input type="hidden" name="rows" value={String(rows.length)} />
        <div class="actions">
          <button>{t('company.toPreview')}</button>
          <button class="secondary" name="addRows" value="yes" formnovalidate>
            {t('company.addRows')}
          </button>
          <a href="/admin/company">{t('company.back')}</a>
        </div>
      </form>
      {code !== undefined && <RemoveForm path={path} title={t('company.removeSystem')} locale={locale} />}
    </section>
  );
}

const listRowFields = (row: string): string[] => [
  `${row}.code`,
  `${row}.seats`,
  ...LOCALES.map((locale) => getLocalizedField(`${row}.title`, locale)),
];

type FieldsProps = Pick<SystemFormProps, 'formValues' | 'locale'>;

function OwnerFields({ formValues, locale }: FieldsProps) {
  const t = getTranslator(locale);
  const roles = OWNER_ROLES.map((role) => ({ value: role, label: t(`status.role.${role}`) }));
  return (
    <>
      <Select
        name="owner"
        label={t('company.names.owner')}
        hint={t('company.ownerHint')}
        formValues={formValues}
        options={[...roles, { value: PERSON, label: t('company.ownerPerson') }]}
      />
      <Field
        name="ownerEmail"
        type="email"
        label={t('company.ownerEmail')}
        hint={t('company.ownerEmailHint')}
        formValues={formValues}
        maxLength={254}
      />
    </>
  );
}

function LicenceFields({ row, number, formValues, locale }: FieldsProps & { row: string; number: number }) {
  const t = getTranslator(locale);
  return (
    <fieldset>
      <legend>{t('company.licence', { number })}</legend>
      <div class="columns">
        <Field name={`${row}.code`} label={t('company.code')} formValues={formValues} maxLength={64} />
        <TitleFields name={`${row}.title`} formValues={formValues} isOptional locale={locale} />
        <Field
          name={`${row}.seats`}
          label={t('company.names.seats')}
          formValues={formValues}
          inputMode="numeric"
          maxLength={7}
        />
      </div>
    </fieldset>
  );
}
