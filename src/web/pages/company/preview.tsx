import { listAccessChanges } from '../../../i18n/format-access';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { Table } from '../../ui/table';
import { DifferenceTable } from './difference-table';

type Preview = ApiResponseBodies['POST /company/preview'];

interface CompanyPreviewProps {
  preview: Preview;
  /** New settings, as JSON. */
  settings: object;
  /** Page with the form. */
  back: string;
  locale: Locale;
}

/** Shows the consequences of new settings before they are saved. */
export function CompanyPreview({ preview, settings, back, locale }: CompanyPreviewProps) {
  const t = getTranslator(locale);
  const { version, differences, errors } = preview;
  return (
    <>
      <h1>{t('company.preview')}</h1>
      {differences.length === 0 && <p>{t('company.nothingDifferent')}</p>}
      {differences.length > 0 && <DifferenceTable differences={differences} locale={locale} />}
      {errors.length > 0 && (
        <ul class="problem" role="alert">
          {errors.map(({ field, message }) => (
            <li key={field}>{message}</li>
          ))}
        </ul>
      )}
      <h2>{t('company.consequences')}</h2>
      <p>{t('company.openUnchanged')}</p>
      <Example preview={preview} locale={locale} />
      <form method="post" action="/admin/company/save" class="narrow">
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name="settings" value={JSON.stringify(settings)} />
        <label>
          {t('company.note')}
          <input name="note" maxLength={500} />
        </label>
        <div class="actions">
          <button disabled={differences.length === 0 || errors.length > 0}>{t('company.save')}</button>
          <a href={back}>{t('company.back')}</a>
        </div>
      </form>
    </>
  );
}

/** The newest request, with the present and the new settings. */
function Example({ preview: { example }, locale }: { preview: Preview; locale: Locale }) {
  const t = getTranslator(locale);
  if (example === undefined) return <p>{t('company.noExample')}</p>;
  const { formatInstant, formatMoney } = getFormatters(locale);
  const word = (instant?: string): string => (instant === undefined ? '–' : formatInstant(instant));
  const { costBefore, costAfter, accessBefore, accessAfter, moved, errors } = example;
  const isCostDifferent = JSON.stringify(costBefore) !== JSON.stringify(costAfter);
  const wordCost = (cost: typeof costBefore): string => (cost ? formatMoney(cost.amountCents, cost.currency) : '–');
  const rows = [
    ...(isCostDifferent
      ? [{ key: 'cost', cells: [t('company.cost'), wordCost(costBefore), wordCost(costAfter)] }]
      : []),
    ...listAccessChanges(accessBefore, accessAfter, locale).map(({ name, before, after }) => ({
      key: name,
      cells: [t(`company.names.${name}`), before || '–', after || '–'],
    })),
    ...moved.map(({ step, title, before, after }) => ({ key: step, cells: [title, word(before), word(after)] })),
  ];
  if (errors.length > 0)
    return (
      <ul class="problem">
        {errors.map(({ field, message }) => (
          <li key={field}>{t('company.exampleError', { message })}</li>
        ))}
      </ul>
    );
  if (rows.length === 0) return <p>{t('company.exampleUnchanged')}</p>;
  return (
    <Table
      caption={t('company.example')}
      head={[t('company.step'), t('company.before'), t('company.after')]}
      rows={rows}
    />
  );
}
