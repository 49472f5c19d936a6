import { ITEM_COLUMNS } from '../../../api/resources/inventory/columns';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { Field, type FormValues, TextArea } from '../../ui/forms';
import { formatColumnName } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { ProblemAlert } from '../../ui/layout/problem-alert';
import { Table } from '../../ui/table';
import { inventoryMessages } from './messages';

interface ItemFormProps {
  formValues: FormValues;
  error?: FirstdayError;
  locale: Locale;
}

export function AddItemForm({ formValues, error, locale }: ItemFormProps) {
  const words = inventoryMessages(locale);
  return (
    <section class="narrow">
      <h1>{words.add}</h1>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPart />}
      <form method="post" action="/inventory" data-keep="item">
        <Field name="tag" label={words.tag} formValues={formValues} required maxLength={64} />
        <Field name="model" label={words.model} formValues={formValues} required maxLength={64} />
        <Field name="title" label={words.name} formValues={formValues} required maxLength={120} />
        <Field
          name="priceCents"
          label={words.price}
          hint={words.priceHint}
          formValues={formValues}
          required
          inputMode="decimal"
          maxLength={12}
        />
        <Field name="currency" label={words.currency} formValues={formValues} required maxLength={3} />
        <button>{words.add}</button>
      </form>
    </section>
  );
}

export function ImportItemsForm({ formValues, error, locale }: ItemFormProps) {
  const words = inventoryMessages(locale);
  const meanings: Record<string, string> = words.columns;
  return (
    <section>
      <h1>{words.importTitle}</h1>
      <p>{words.importIntro}</p>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPart />}
      {error && error.fields.length > 0 && <RowErrorTable faults={error.fields} locale={locale} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {ITEM_COLUMNS.map(({ name }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{meanings[name]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href="/inventory/template">{words.template}</a>
      </p>
      <form method="post" action="/inventory/import" encType="multipart/form-data">
        <Field
          name="file"
          type="file"
          label={words.file}
          formValues={{ ...formValues, values: {} }}
          accept=".csv,text/csv"
        />
        <TextArea name="pasted" label={words.pasted} formValues={formValues} rows={6} />
        <button>{words.send}</button>
      </form>
    </section>
  );
}

/** Field errors are shown beside their fields, or by row in a separate table. */
const omitFieldErrors = ({ code, detail, extra }: FirstdayError): FirstdayError =>
  new FirstdayError(code, detail, [], extra);

function RowErrorTable({ faults: errors, locale }: { faults: readonly FieldError[]; locale: Locale }) {
  const words = inventoryMessages(locale);
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)} ${field} ${message}`,
    cells: [row, formatColumnName(locale, field), message],
  }));
  return <Table caption={words.faults} head={[words.row, words.field, words.fault]} rows={rows} />;
}
