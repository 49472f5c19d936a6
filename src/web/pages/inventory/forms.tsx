import { ITEM_COLUMNS } from '../../../api/resources/inventory/columns';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { Field, type Filled, TextArea } from '../../ui/forms';
import { columnIn } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { Problem } from '../../ui/layout/problem';
import { Table } from '../../ui/table';
import { inventoryWords } from './messages';

interface FormProps {
  filled: Filled;
  refusal?: FirstdayError;
  locale: Locale;
}

/** Adds one item. */
export function AddItem({ filled, refusal, locale }: FormProps) {
  const words = inventoryWords(locale);
  return (
    <section class="narrow">
      <h1>{words.add}</h1>
      {refusal && <Problem error={withoutFields(refusal)} locale={locale} isPart />}
      <form method="post" action="/inventory" data-keep="item">
        <Field name="tag" label={words.tag} filled={filled} required maxLength={64} />
        <Field name="model" label={words.model} filled={filled} required maxLength={64} />
        <Field name="title" label={words.name} filled={filled} required maxLength={120} />
        <Field
          name="priceCents"
          label={words.price}
          hint={words.priceHint}
          filled={filled}
          required
          inputMode="decimal"
          maxLength={12}
        />
        <Field name="currency" label={words.currency} filled={filled} required maxLength={3} />
        <button>{words.add}</button>
      </form>
    </section>
  );
}

/** Adds many, from a file or from what is pasted. */
export function ImportItems({ filled, refusal, locale }: FormProps) {
  const words = inventoryWords(locale);
  const meanings: Record<string, string> = words.columns;
  return (
    <section>
      <h1>{words.importTitle}</h1>
      <p>{words.importIntro}</p>
      {refusal && <Problem error={withoutFields(refusal)} locale={locale} isPart />}
      {refusal && refusal.fields.length > 0 && <Faults faults={refusal.fields} locale={locale} />}
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
        <Field name="file" type="file" label={words.file} filled={{ ...filled, values: {} }} accept=".csv,text/csv" />
        <TextArea name="pasted" label={words.pasted} filled={filled} rows={6} />
        <button>{words.send}</button>
      </form>
    </section>
  );
}

/** They are shown beside their fields, or by row in a table of their own. */
const withoutFields = ({ code, detail, extra }: FirstdayError): FirstdayError =>
  new FirstdayError(code, detail, [], extra);

function Faults({ faults, locale }: { faults: readonly FieldError[]; locale: Locale }) {
  const words = inventoryWords(locale);
  const rows = faults.map(({ row, field, message }) => ({
    key: `${String(row)} ${field} ${message}`,
    cells: [row, columnIn(locale, field), message],
  }));
  return <Table caption={words.faults} head={[words.row, words.field, words.fault]} rows={rows} />;
}
