import { abbreviateDataUrls } from '../../../domain/text/abbreviate-data-urls';
import type { Locale } from '../../../i18n/locales';
import { pickTexts } from '../../../i18n/pick-text';
import { findMessage, getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { Table } from '../../ui/table';

interface DifferenceTableProps {
  differences: ApiResponseBodies['POST /company/preview']['differences'];
  locale: Locale;
}

export function DifferenceTable({ differences, locale }: DifferenceTableProps) {
  const t = getTranslator(locale);
  const rows = differences.map(({ path, before, after }) => ({
    key: path,
    cells: [formatPath(path, locale), formatSetting(before, locale), formatSetting(after, locale)],
  }));
  return <Table head={[t('company.setting'), t('company.before'), t('company.after')]} rows={rows} />;
}

/** Words the names of settings; the codes of locations and currencies stay. */
const formatPath = (path: string, locale: Locale): string =>
  path
    .split('.')
    .map((name) => findMessage(locale, `company.names.${name}`) ?? name)
    .join(' › ');

/** Writes a list as its entries, and anything composed as its members. */
function formatSetting(value: unknown, locale: Locale): string {
  const text: unknown = pickTexts(value, locale);
  if (text === undefined || text === null || text === '') return '–';
  if (Array.isArray(text)) return text.map((entry) => formatSetting(entry, locale)).join(', ') || '–';
  if (typeof text === 'object')
    return Object.entries(text)
      .filter(([, member]) => member !== undefined && !(Array.isArray(member) && member.length === 0))
      .map(([name, member]) => `${name}: ${formatSetting(member, locale)}`)
      .join('; ');
  return typeof text === 'string' ? abbreviateDataUrls(text) : JSON.stringify(text);
}
