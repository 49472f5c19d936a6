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
  const messages = inventoryMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.add}</h1>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPartial />}
      <form method="post" action="/inventory" data-draft="item">
        <Field name="tag" label={messages.tag} formValues={formValues} required maxLength={64} />
        <Field name="model" label={messages.model} formValues={formValues} required maxLength={64} />
        <Field name="title" label={messages.name} formValues={formValues} required maxLength={120} />
        <Field
          name="priceCents"
          label={messages.price}
          hint={messages.priceHint}
          formValues={formValues}
          required
          inputMode="decimal"
          maxLength={12}
        />
        <Field name="currency" label={messages.currency} formValues={formValues} required maxLength={3} />
        <button>{messages.add}</button>
      </form>
    </section>
  );
}

export function ImportItemsForm({ formValues, error, locale }: ItemFormProps) {
  const messages = inventoryMessages(locale);
  const meanings: Record<string, string> = messages.columns;
  return (
    <section>
      <h1>{messages.importTitle}</h1>
      <p>{messages.importIntro}</p>
      {error && <ProblemAlert error={omitFieldErrors(error)} locale={locale} isPartial />}
      {error && error.fields.length > 0 && <RowErrorTable errors={error.fields} locale={locale} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{messages.column}</th>
            <th scope="col">{messages.meaning}</th>
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
        <a href="/inventory/template">{messages.template}</a>
      </p>
      <form method="post" action="/inventory/import" encType="multipart/form-data">
        <Field
          name="file"
          type="file"
          label={messages.file}
          formValues={{ ...formValues, values: {} }}
          accept=".csv,text/csv"
        />
        <TextArea name="pasted" label={messages.pasted} formValues={formValues} rows={6} />
        <button>{messages.send}</button>
      </form>
    </section>
  );
}

/** Field errors are shown beside their fields, or by row in a separate table. */
const omitFieldErrors = ({ code, detail, extra }: FirstdayError): FirstdayError =>
  new FirstdayError(code, detail, [], extra);

function RowErrorTable({ errors: errors, locale }: { errors: readonly FieldError[]; locale: Locale }) {
  const messages = inventoryMessages(locale);
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)} ${field} ${message}`,
    cells: [row, formatColumnName(locale, field), message],
  }));
  return <Table caption={messages.rowErrors} head={[messages.row, messages.field, messages.error]} rows={rows} />;
}
