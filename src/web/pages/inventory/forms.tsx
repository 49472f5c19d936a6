import { ITEM_COLUMNS } from '../../../api/resources/inventory/columns';
import type { Locale } from '../../../i18n/locales';
import { findMessage, getTranslator } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import { formatColumnName } from '../../i18n/field-labels';
import { Field, type FormError, type FormValues, TextArea } from '../../ui/forms';
import { ProblemAlert } from '../../ui/layout/problem-alert';
import { Table } from '../../ui/table';

interface ItemFormProps {
  formValues: FormValues;
  error?: FirstdayError;
  locale: Locale;
}

export function AddItemForm({ formValues, error, locale }: ItemFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('inventory.add')}</h1>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPartial />}
      <form method="post" action="/inventory" data-draft="item">
        <Field name="tag" label={t('inventory.tag')} formValues={formValues} required maxLength={64} />
        <Field name="model" label={t('inventory.model')} formValues={formValues} required maxLength={64} />
        <Field name="title" label={t('inventory.name')} formValues={formValues} required maxLength={120} />
        <Field
          name="priceCents"
          label={t('inventory.price')}
          hint={t('inventory.priceHint')}
          formValues={formValues}
          required
          inputMode="decimal"
          maxLength={12}
        />
        <Field name="currency" label={t('inventory.currency')} formValues={formValues} required maxLength={3} />
        <button>{t('inventory.add')}</button>
      </form>
    </section>
  );
}

export function ImportItemsForm({ formValues, error, locale }: ItemFormProps) {
  const t = getTranslator(locale);
  return (
    <section>
      <h1>{t('inventory.importTitle')}</h1>
      <p>{t('inventory.importIntro')}</p>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPartial />}
      {error && error.fields.length > 0 && <RowErrorTable errors={formValues.errors ?? []} locale={locale} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('inventory.column')}</th>
            <th scope="col">{t('inventory.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {ITEM_COLUMNS.map(({ name }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{findMessage(locale, `inventory.columns.${name}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href="/inventory/template">{t('inventory.template')}</a>
      </p>
      <form method="post" action="/inventory/import" encType="multipart/form-data">
        <Field
          name="file"
          type="file"
          label={t('inventory.file')}
          formValues={{ ...formValues, values: {} }}
          accept=".csv,text/csv"
        />
        <TextArea name="pasted" label={t('inventory.pasted')} formValues={formValues} rows={6} />
        <button>{t('inventory.send')}</button>
      </form>
    </section>
  );
}

/** Field errors are shown beside their fields, or by row in a separate table. */
const omitFieldErrors = ({ code, reason, extra, subject }: FirstdayError): FirstdayError =>
  new FirstdayError(code, reason, [], extra, subject);

function RowErrorTable({ errors, locale }: { errors: readonly FormError[]; locale: Locale }) {
  const t = getTranslator(locale);
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)} ${field} ${message}`,
    cells: [row, formatColumnName(locale, field), message],
  }));
  return (
    <Table
      caption={t('inventory.rowErrors')}
      head={[t('inventory.row'), t('inventory.field'), t('inventory.error')]}
      rows={rows}
    />
  );
}
