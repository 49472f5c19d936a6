import { type CsvCell, toCsv } from '../../http/csv/to-csv';
import type { Report, ReportGroup } from './schema';

export const REPORT_COLUMNS = [
  'about',
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

/** Formats the report as one table: `about` is the subject of a row, and cells without a value are empty. */
export function formatReportCsv({ total, plans, departments, steps, spent, endings }: Report): string {
  const rows: ReportCsvRow[] = [
    createGroupRowBuilder('all')(total),
    ...plans.map(createGroupRowBuilder('plan')),
    ...departments.map(createGroupRowBuilder('department')),
    ...steps.map((step) => ({
      about: 'step',
      name: step.id,
      kind: step.kind,
      onboardings: step.done,
      median_hours: toHours(step.medianSeconds),
      p90_hours: toHours(step.p90Seconds),
      total_hours: toHours(step.totalSeconds),
    })),
    ...Object.entries(spent).map(([name, seconds]) => ({ about: 'waited for', name, total_hours: toHours(seconds) })),
    ...endings.map(({ outcome, cause, step, onboardings }) => ({
      about: outcome,
      name: step === undefined ? cause : `${step}: ${cause}`,
      onboardings,
    })),
  ];
  return toCsv([REPORT_COLUMNS, ...rows.map((row) => REPORT_COLUMNS.map((column) => row[column]))]);
}

const createGroupRowBuilder =
  (about: string) =>
  ({ name, onboardings, ready, due, readyByDayOne, medianSeconds, p90Seconds }: ReportGroup): ReportCsvRow => ({
    about,
    name,
    onboardings,
    ready,
    due,
    ready_by_day_one: readyByDayOne,
    median_hours: toHours(medianSeconds),
    p90_hours: toHours(p90Seconds),
  });

const toHours = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.round(seconds / 36) / 100;
