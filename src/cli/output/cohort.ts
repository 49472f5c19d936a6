import { getFormatters } from '../../i18n/formatters';
import type { CohortPreview, CohortReceipt, CohortResponse } from '../api-responses';
import { formatFieldErrors } from '../problem';
import { quoteComment } from './explanation';
import { formatOnboardingStatus } from './status';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatSubmission, formatTimeZoneNote } from './times';
import { formatWarnings } from './warnings';

export function formatCohortReceipt({ t }: TextSettings, { id, rows, errors = [] }: CohortReceipt): string {
  const lines = [
    t('cli-output.cohort.submitted', { count: rows.waiting, skipped: rows.invalid }),
    ...formatFieldErrors(t, errors).map(sanitizeText),
    t('cli-output.follow', { command: `firstday cohort watch ${id}` }),
  ];
  return `${lines.join('\n')}\n`;
}

export function formatCohortPreview(settings: TextSettings, { rows, errors = [], warnings }: CohortPreview): string {
  const { t } = settings;
  const lines = [
    t('cli-output.cohort.checked', rows),
    ...formatFieldErrors(t, errors).map(sanitizeText),
    ...formatWarnings(settings, warnings),
  ];
  return `${lines.join('\n')}\n`;
}

export function formatCohort(settings: TextSettings, response: CohortResponse): string {
  const { style } = settings;
  const { id, items } = response;
  const lines = [
    style(formatCohortProgress(settings, response), 'bold'),
    style(`${id} · ${formatSubmission(settings, response)} · ${formatTimeZoneNote(settings)}`, 'gray'),
    ...formatCancellation(settings, response.command),
  ];
  const headings = formatHeadings(settings, [
    'cli-output.heading.row',
    'cli-output.heading.employee',
    'cli-output.heading.status',
    'cli-output.heading.start-date',
    'cli-output.heading.onboarding',
    'cli-output.heading.errors',
  ]);
  return `${lines.join('\n')}\n\n${formatTable([headings, ...items.map((item) => toRow(settings, item))])}`;
}

function toRow(settings: TextSettings, item: CohortResponse['items'][number]): string[] {
  const { row, employeeName, state, status, startDate, onboardingId, errors = [] } = item;
  return [
    String(row),
    sanitizeText(employeeName ?? ''),
    status ? formatOnboardingStatus(settings, status) : settings.t(`cohorts.states.${state}`),
    startDate ? getFormatters(settings.locale).formatDate(startDate) : '',
    onboardingId ?? '',
    sanitizeText(errors.map(({ field, message }) => `${field}: ${message}`).join('; ')),
  ];
}

function formatCancellation(settings: TextSettings, { action, by, comment }: CohortResponse['command']): string[] {
  if (action !== 'cancel') return [];
  const { t } = settings;
  const parts = [
    t('cli-output.cohort.cancelled'),
    by && t('cli-output.by', { person: by }),
    comment && quoteComment(settings, comment),
  ];
  return [sanitizeText(parts.filter(Boolean).join(' '))];
}

/** Formats row counts and onboarding statuses on one line. */
export function formatCohortProgress({ t }: TextSettings, { rows, open, onboardings }: CohortResponse): string {
  const rowCounts = listCounts(rows, (state) => t(`cohorts.states.${state}`));
  const statusCounts = listCounts(onboardings.status, (status) => t(`status.onboarding.${status}`));
  const openNote = t('cli-output.cohort.open', { count: open });
  return `${rowCounts} · ${openNote}${statusCounts && ` (${statusCounts})`}`;
}

function listCounts<Name extends string>(
  counts: Partial<Record<Name, number>>,
  getLabel: (name: Name) => string,
): string {
  const entries = Object.entries<number | undefined>(counts) as [Name, number | undefined][];
  return entries.flatMap(([name, count]) => (count ? [`${getLabel(name)}: ${count}`] : [])).join(', ');
}
