import { abbreviateDataUrls } from '../../domain/text/abbreviate-data-urls';
import { listAccessChanges } from '../../i18n/format-access';
import { getFormatters } from '../../i18n/formatters';
import type {
  CompanyPreviewResponse,
  CompanyVersionPage,
  RemovedSample,
  SavedCompanyResponse,
  SettingDifference,
} from '../api-responses';
import { formatTable, sanitizeText } from './text';
import { formatHeadings, type TextSettings } from './text-settings';

export function formatSavedCompany(settings: TextSettings, { version, differences }: SavedCompanyResponse): string {
  const { t } = settings;
  if (differences.length === 0) return `${t('cli-output.company.unchanged', { version })}\n`;
  return `${formatDifferences(settings, differences)}\n${t('cli-output.company.saved', { version })}\n`;
}

export const formatRemovedSample = ({ t }: TextSettings, { version, removed }: RemovedSample): string =>
  `${t('cli-output.company.sample-removed', { version, ...removed })}\n`;

export function formatCompanyPreview(settings: TextSettings, preview: CompanyPreviewResponse): string {
  const { t, locale } = settings;
  const { version, differences, errors, example } = preview;
  if (differences.length === 0) return `${t('cli-output.company.unchanged', { version })}\n`;
  const { formatInstant } = getFormatters(locale);
  const word = (instant: string | undefined): string => (instant === undefined ? '–' : formatInstant(instant));
  const access = listAccessChanges(example?.accessBefore, example?.accessAfter, locale).map(
    ({ name, before, after }) => [t(`company.names.${name}`), sanitizeText(before) || '–', sanitizeText(after) || '–'],
  );
  const moved = (example?.moved ?? []).map(({ title, before, after }) => [
    sanitizeText(title),
    word(before),
    word(after),
  ]);
  const rows = [...access, ...moved];
  const problems = [...errors, ...(example?.errors ?? [])].map(({ field, message }) => `${field}: ${message}`);
  return [
    formatDifferences(settings, differences),
    ...(rows.length > 0 ? [`\n${t('cli-output.company.example')}\n`, formatTable(rows)] : []),
    ...problems.map((problem) => `${sanitizeText(problem)}\n`),
    `\n${t('cli-output.company.open-unchanged')}\n`,
  ].join('');
}

/** One line for each setting: `+` added, `-` removed, `~` changed. */
function formatDifferences({ style }: TextSettings, differences: readonly SettingDifference[]): string {
  const lines = differences.map(({ path, before, after }) => {
    if (before === undefined) return style(`+ ${path}: ${formatValue(after)}`, 'green');
    if (after === undefined) return style(`- ${path}: ${formatValue(before)}`, 'red');
    return style(`~ ${path}: ${formatValue(before)} → ${formatValue(after)}`, 'yellow');
  });
  return `${lines.join('\n')}\n`;
}

const formatValue = (value: unknown): string => sanitizeText(abbreviateDataUrls(JSON.stringify(value)));

export function formatCompanyVersions(settings: TextSettings, { items }: CompanyVersionPage): string {
  if (items.length === 0) return `${settings.t('cli-output.company.no-versions')}\n`;
  const { formatInstant } = getFormatters(settings.locale);
  const headings = formatHeadings(settings, [
    'cli-output.heading.version',
    'cli-output.heading.when',
    'cli-output.heading.author',
    'cli-output.heading.note',
  ]);
  const rows = items.map(({ version, createdAt, createdBy, note = '' }) => [
    String(version),
    formatInstant(createdAt),
    sanitizeText(createdBy),
    sanitizeText(note),
  ]);
  return formatTable([headings, ...rows]);
}
