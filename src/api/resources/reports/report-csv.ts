import { type CsvCell, toCsv } from '../../http/csv/to-csv';
import type { Report, ReportGroup } from './schema';

export const REPORT_COLUMNS = [
  'subject',
  'name',
  'kind',
  'onboardings',
  'ready',
  'due',
  'ready_by_day_one',
  'median_hours',
  'p90_hours',
  'total_hours',
] as const;
type ReportCsvRow = Partial<Record<(typeof REPORT_COLUMNS)[number], CsvCell>>;

/** Formats the report as one table: `subject` names the entity that a row counts, and cells without a value are empty. */
export function formatReportCsv({ total, plans, departments, steps, timeSpent, terminations }: Report): string {
  const rows: ReportCsvRow[] = [
    createGroupRowBuilder('all')(total),
    ...plans.map(createGroupRowBuilder('plan')),
    ...departments.map(createGroupRowBuilder('department')),
    ...steps.map(toStepRow),
    ...Object.entries(timeSpent).map(toTimeSpentRow),
    ...terminations.map(toTerminationRow),
  ];
  return toCsv([REPORT_COLUMNS, ...rows.map((row) => REPORT_COLUMNS.map((column) => row[column]))]);
}

const createGroupRowBuilder =
  (subject: string) =>
  ({ name, onboardings, ready, due, readyByDayOne, medianSeconds, p90Seconds }: ReportGroup): ReportCsvRow => ({
    subject,
    name,
    onboardings,
    ready,
    due,
    ready_by_day_one: readyByDayOne,
    median_hours: toHours(medianSeconds),
    p90_hours: toHours(p90Seconds),
  });

const toStepRow = (step: Report['steps'][number]): ReportCsvRow => ({
  subject: 'step',
  name: step.id,
  kind: step.kind,
  onboardings: step.done,
  median_hours: toHours(step.medianSeconds),
  p90_hours: toHours(step.p90Seconds),
  total_hours: toHours(step.totalSeconds),
});

const toTimeSpentRow = ([name, seconds]: [string, number]): ReportCsvRow => ({
  subject: 'time-spent',
  name,
  total_hours: toHours(seconds),
});

const toTerminationRow = ({ outcome, cause, step, onboardings }: Report['terminations'][number]): ReportCsvRow => ({
  subject: outcome,
  name: step === undefined ? cause : `${step}: ${cause}`,
  onboardings,
});

const toHours = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.round(seconds / 36) / 100;
