import type { Database } from '../../../database/client';
import {
  type GroupRow,
  reportEndings,
  type ReportFilters,
  reportGroups,
  reportSpent,
  reportSteps,
  type StepRow,
} from '../../../database/reports';
import type { Report, ReportGroup } from './schema';

/** The report as the database has it now. */
export async function makeReport(database: Database, filters: ReportFilters): Promise<Report> {
  const asOf = new Date(Date.now()).toISOString();
  const [groups, steps, spent, endings] = await Promise.all([
    reportGroups(database, filters),
    reportSteps(database, filters),
    reportSpent(database, filters),
    reportEndings(database, filters),
  ]);
  const by = (kind: GroupRow['by']) => groups.filter((group) => group.by === kind).map(groupOf);
  return {
    from: filters.from,
    to: filters.to,
    asOf,
    total: by('all')[0] ?? { onboardings: 0, ready: 0, due: 0, readyByDayOne: 0 },
    plans: by('plan'),
    departments: by('department'),
    steps: steps.map(stepOf),
    spent,
    endings: endings.map((row) => ({ ...row, step: row.step ?? undefined })),
  };
}

const groupOf = ({ name, onboardings, ready, median, p90, due, in_time }: GroupRow): ReportGroup => ({
  name: name || undefined,
  onboardings,
  ready,
  medianSeconds: median ?? undefined,
  p90Seconds: p90 ?? undefined,
  due,
  readyByDayOne: in_time,
});

const stepOf = ({ median, p90, seconds, ...step }: StepRow) => ({
  ...step,
  medianSeconds: median,
  p90Seconds: p90,
  totalSeconds: seconds,
});
