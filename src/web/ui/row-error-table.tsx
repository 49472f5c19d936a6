import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';
import { formatColumnName } from '../i18n/field-labels';
import type { FormError } from './forms';
import { Table } from './table';

/** Errors of an imported file, by row. */
export function RowErrorTable({ errors, locale }: { errors: readonly FormError[]; locale: Locale }) {
  const t = getTranslator(locale);
  if (errors.length === 0) return null;
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)}/${field}/${message}`,
    cells: [row ?? t('cohorts.whole'), formatColumnName(locale, field), message],
  }));
  return <Table head={[t('cohorts.row'), t('cohorts.field'), t('cohorts.wrong')]} rows={rows} />;
}
