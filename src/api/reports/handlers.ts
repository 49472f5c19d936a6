import type { z } from 'zod';
import {
  type GroupRow,
  reportEndings,
  type ReportFilters,
  reportGroups,
  reportSpent,
  reportSteps,
  type StepRow,
} from '../../database/reports';
import type { ApiContext } from '../deps';
import type { Answer, Call } from '../route';
import { csvOf } from './csv';
import type { Report, ReportGroup, reportQuery } from './schema';

type Asked = Call<unknown, z.infer<typeof reportQuery>>;

const DAYS_SHOWN = 90;
const DAY_MS = 86_400_000;

/** How long it takes until somebody is ready, and what keeps them. */
export async function showReport({ context, query }: Asked): Promise<Answer> {
  return { status: 200, body: await reportOf(context, query) };
}

/** The same as one table. */
export async function downloadReport({ context, query }: Asked): Promise<Answer> {
  return { status: 200, body: csvOf(await reportOf(context, query)) };
}

async function reportOf({ database }: ApiContext, query: z.infer<typeof reportQuery>): Promise<Report> {
  const filters: ReportFilters = { ...query, from: query.from ?? ninetyDaysAgo() };
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
    total: by('all')[0] ?? { onboardings: 0, ready: 0, due: 0, readyByDayOne: 0 },
    plans: by('plan'),
    departments: by('department'),
    steps: steps.map(stepOf),
    spent,
    endings: endings.map((row) => ({ ...row, step: row.step ?? undefined })),
  };
}

const ninetyDaysAgo = (): string => new Date(Date.now() - DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10);

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
