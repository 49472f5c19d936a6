import { PEOPLE_COLUMNS } from '../../../api/resources/people/import/columns';
import type { Locale } from '../../../i18n/locales';
import { findMessage, getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { type FormValues, TextArea } from '../../ui/forms';
import { RowErrorTable } from '../../ui/row-error-table';
import { Table } from '../../ui/table';

interface PeopleImportFormProps {
  formValues: FormValues;
  problem?: string;
  /** Result of the check, from which on the file can be imported. */
  preview?: ApiResponseBodies['POST /people/import/preview'];
  locale: Locale;
}

export function PeopleImportForm({ formValues, problem, preview, locale }: PeopleImportFormProps) {
  const t = getTranslator(locale);
  const canImport = preview !== undefined && preview.rows.invalid === 0;
  return (
    <>
      <h1>{t('admin.importPeople')}</h1>
      <p>{t('admin.importPeopleHint')}</p>
      <ColumnList locale={locale} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {preview && <p role="status">{t('admin.peopleChecked', preview.rows)}</p>}
      <RowErrorTable errors={formValues.errors ?? []} locale={locale} />
      <form method="post" action="/admin/people/import" enctype="multipart/form-data" class="narrow">
        <label class="field">
          {t('inventory.file')}
          <input type="file" name="file" accept=".csv,text/csv" />
        </label>
        <TextArea name="pasted" label={t('inventory.pasted')} formValues={formValues} rows={6} />
        <label class="field">
          <input type="checkbox" name="invite" value="true" checked={formValues.values.invite === 'true'} />{' '}
          {t('admin.inviteAll')}
        </label>
        <div class="actions">
          {canImport && <button>{t('admin.importCount', { count: preview.rows.valid })}</button>}
          <button class={canImport ? 'secondary outline' : undefined} formaction="/admin/people/import/preview">
            {t(preview ? 'cohorts.checkAgain' : 'cohorts.check')}
          </button>
        </div>
      </form>
    </>
  );
}

function ColumnList({ locale }: { locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <>
      <Table
        head={[t('inventory.column'), t('inventory.meaning')]}
        rows={PEOPLE_COLUMNS.map(({ name }) => ({
          key: name,
          cells: [<code key={name}>{name}</code>, findMessage(locale, `admin.peopleColumns.${name}`)],
        }))}
      />
      <p>
        <a href="/admin/people/template">{t('inventory.template')}</a>
      </p>
    </>
  );
}
