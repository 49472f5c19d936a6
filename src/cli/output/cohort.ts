import type { CohortReceipt, CohortShown } from '../answers';
import { problemFaults } from '../problem';
import { coloured, localTime, plain, type Style, table, TIMES } from './text';

/** What was taken, and what of it was left out. */
export function cohortReceipt({ id, rows, errors = [] }: CohortReceipt): string {
  const left = rows.invalid > 0 ? `, ${String(rows.invalid)} left out:` : '.';
  const lines = [id, `Submitted: ${String(rows.waiting)} rows${left}`, ...problemFaults(errors).map(plain)];
  return `${lines.join('\n')}\nFollow it with \`firstday cohort watch ${id}\`.\n`;
}

/** A cohort: its counts, and a page of its rows. */
export function cohort(style: Style, shown: CohortShown): string {
  const { id, submittedBy, submittedAt, wanted, items } = shown;
  const what = wanted.what === 'cancel' ? `cancelled by ${wanted.by ?? 'somebody'}: ${wanted.reason ?? ''}` : '';
  const lines = [
    style(progress(shown), 'bold'),
    style(`${id} · submitted ${localTime(submittedAt)} by ${plain(submittedBy.name)} · ${TIMES}`, 'gray'),
    ...(what ? [plain(what)] : []),
  ];
  const heading = ['ROW', 'EMPLOYEE', 'STATE', 'STARTS', 'ONBOARDING', ''].map((text) => style(text, 'bold'));
  const rows = items.map(({ row, employeeName, state, status, startDate, onboardingId, errors = [] }) => [
    String(row),
    plain(employeeName ?? ''),
    status ? coloured(style, status) : state,
    startDate ?? '',
    onboardingId ?? '',
    plain(errors.map(({ field, message }) => `${field} ${message}`).join('; ')),
  ]);
  return `${lines.join('\n')}\n\n${table([heading, ...rows])}`;
}

/** How far it has come, on one line. */
export function progress({ rows, open, onboardings }: CohortShown): string {
  const counts = (record: Record<string, number>) =>
    Object.entries(record)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${String(count)} ${name}`);
  const statuses = counts(onboardings.status);
  return `${counts(rows).join(', ')} · ${String(open)} open${statuses.length > 0 ? `: ${statuses.join(', ')}` : ''}`;
}
