import { type Cell, toCsv } from '../../http/csv/write';
import type { Report, ReportGroup } from './schema';

export const COLUMNS = [
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
type Row = Partial<Record<(typeof COLUMNS)[number], Cell>>;

/** The whole report as one table: what a row is about stands in its first column, what it does not have is empty. */
export function csvOf({ total, plans, departments, steps, spent, endings }: Report): string {
  const rows: Row[] = [
    groupRow('all')(total),
    ...plans.map(groupRow('plan')),
    ...departments.map(groupRow('department')),
    ...steps.map((step) => ({
      about: 'step',
      name: step.id,
      kind: step.kind,
      onboardings: step.done,
      median_hours: hours(step.medianSeconds),
      p90_hours: hours(step.p90Seconds),
      total_hours: hours(step.totalSeconds),
    })),
    ...Object.entries(spent).map(([name, seconds]) => ({ about: 'waited for', name, total_hours: hours(seconds) })),
    ...endings.map(({ outcome, cause, step, onboardings }) => ({
      about: outcome,
      name: step === undefined ? cause : `${step}: ${cause}`,
      onboardings,
    })),
  ];
  return toCsv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))]);
}

const groupRow =
  (about: string) =>
  ({ name, onboardings, ready, due, readyByDayOne, medianSeconds, p90Seconds }: ReportGroup): Row => ({
    about,
    name,
    onboardings,
    ready,
    due,
    ready_by_day_one: readyByDayOne,
    median_hours: hours(medianSeconds),
    p90_hours: hours(p90Seconds),
  });

const hours = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.round(seconds / 36) / 100;
