import type { CohortReceipt, CohortResponse } from '../api-types';
import { formatFieldErrors } from '../problem';
import { colourStatus, formatLocalTime, sanitizeText, type Style, formatTable, TIME_ZONE_NOTE } from './text';

export function formatCohortReceipt({ id, rows, errors = [] }: CohortReceipt): string {
  const skippedRows = rows.invalid > 0 ? `, ${String(rows.invalid)} left out:` : '.';
  const lines = [
    id,
    `Submitted: ${String(rows.waiting)} rows${skippedRows}`,
    ...formatFieldErrors(errors).map(sanitizeText),
  ];
  return `${lines.join('\n')}\nFollow it with \`firstday cohort watch ${id}\`.\n`;
}

export function formatCohort(style: Style, response: CohortResponse): string {
  const { id, submittedBy, submittedAt, command, items } = response;
  const cancellation =
    command.action === 'cancel' ? `cancelled by ${command.by ?? 'somebody'}: ${command.comment ?? ''}` : '';
  const lines = [
    style(formatCohortProgress(response), 'bold'),
    style(
      `${id} · submitted ${formatLocalTime(submittedAt)} by ${sanitizeText(submittedBy.name)} · ${TIME_ZONE_NOTE}`,
      'gray',
    ),
    ...(cancellation ? [sanitizeText(cancellation)] : []),
  ];
  const heading = ['ROW', 'EMPLOYEE', 'STATE', 'STARTS', 'ONBOARDING', ''].map((text) => style(text, 'bold'));
  const rows = items.map(({ row, employeeName, state, status, startDate, onboardingId, errors = [] }) => [
    String(row),
    sanitizeText(employeeName ?? ''),
    status ? colourStatus(style, status) : state,
    startDate ?? '',
    onboardingId ?? '',
    sanitizeText(errors.map(({ field, message }) => `${field}: ${message}`).join('; ')),
  ]);
  return `${lines.join('\n')}\n\n${formatTable([heading, ...rows])}`;
}

/** Formats row counts and onboarding statuses on one line. */
export function formatCohortProgress({ rows, open, onboardings }: CohortResponse): string {
  const formatCounts = (record: Record<string, number>) =>
    Object.entries(record)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${String(count)} ${name}`);
  const statuses = formatCounts(onboardings.status);
  return `${formatCounts(rows).join(', ')} · ${String(open)} open${statuses.length > 0 ? `: ${statuses.join(', ')}` : ''}`;
}
