import type { Database } from '../../../database/client';
import {
  type ReportGroupRow,
  loadTerminations,
  type ReportFilters,
  loadReportGroups,
  loadTimeSpent,
  loadStepDurations,
  type StepDurationRow,
} from '../../../database/reports';
import { workOutReportFacts } from '../../../database/report-facts';
import type { LocalizedText } from '../../../domain/text/localized-text';
import type { Report, ReportGroup } from './schema';

/** Report for callers of any language. */
export type LocalizedReport = Omit<Report, 'steps'> & {
  steps: (Omit<Report['steps'][number], 'title'> & { title: LocalizedText })[];
};

/** Counts everything recorded before the call, facts that are still owed included. */
export async function buildReport(database: Database, filters: ReportFilters): Promise<LocalizedReport> {
  const asOf = new Date(Date.now()).toISOString();
  await workOutReportFacts(database, 'wait');
  const [groups, steps, timeSpent, terminations] = await Promise.all([
    loadReportGroups(database, filters),
    loadStepDurations(database, filters),
    loadTimeSpent(database, filters),
    loadTerminations(database, filters),
  ]);
  const listGroups = (kind: ReportGroupRow['by']) => groups.filter((group) => group.by === kind).map(toReportGroup);
  return {
    from: filters.from,
    to: filters.to,
    asOf,
    total: listGroups('all')[0] ?? { onboardings: 0, ready: 0, due: 0, readyByDayOne: 0 },
    plans: listGroups('plan'),
    departments: listGroups('department'),
    steps: steps.map(toReportStep),
    timeSpent,
    terminations: terminations.map((row) => ({ ...row, step: row.step ?? undefined })),
  };
}

const toReportGroup = ({ name, onboardings, ready, median, p90, due, in_time }: ReportGroupRow): ReportGroup => ({
  name: name || undefined,
  onboardings,
  ready,
  medianSeconds: median ?? undefined,
  p90Seconds: p90 ?? undefined,
  due,
  readyByDayOne: in_time,
});

const toReportStep = ({ median, p90, seconds, ...step }: StepDurationRow) => ({
  ...step,
  medianSeconds: median,
  p90Seconds: p90,
  totalSeconds: seconds,
});
