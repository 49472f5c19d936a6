import { type RawBuilder, sql } from 'kysely';
import type { Database } from './client';

/** Which onboardings a report is about: those whose first day is in the period. */
export interface ReportFilters {
  from: string;
  to?: string;
  department?: string;
  plan?: string;
}

/** How many there were, and how soon they were ready. All durations are in seconds. */
export interface ReportGroupRow {
  /** What the group shares; `all` has no name. */
  by: 'all' | 'plan' | 'department';
  name: string;
  onboardings: number;
  ready: number;
  median: number | null;
  p90: number | null;
  /** Those of which all was due by now and that were not called off; and those of them that were ready then. */
  due: number;
  in_time: number;
}

export interface StepDurationRow {
  id: string;
  title: string;
  kind: 'approval' | 'task' | 'activity';
  done: number;
  median: number;
  p90: number;
  seconds: number;
}

/** Where the time between submission and ready went; each moment counts once. */
export interface TimeSpentRow {
  approvals: number;
  tasks: number;
  activities: number;
  dates: number;
}

export interface TerminationRow {
  outcome: 'declined' | 'cancelled' | 'rolled-back';
  /** The type of an error, what was decided, `deadline` or `person`. */
  cause: string;
  step: string | null;
  onboardings: number;
}

/** More than any company has of plans, departments or steps, unless somebody types a new one each time. */
const MAX_ROWS = 300;

/** All of them together, by plan and by department, those with the most onboardings first. */
export const loadReportGroups = (database: Database, filters: ReportFilters): Promise<ReportGroupRow[]> =>
  fetchRows<ReportGroupRow>(
    database,
    sql`
    select case grouping(plan, department) when 1 then 'plan' when 2 then 'department' else 'all' end by,
      coalesce(plan, department, '') name, count(*)::int onboardings, count(ready_after)::int ready,
      percentile_cont(0.5) within group (order by ready_after) median,
      percentile_cont(0.9) within group (order by ready_after) p90,
      (count(*) filter (where is_due))::int due, (count(*) filter (where is_due and is_in_time))::int in_time
    from (select *, outcome is null and due_at <= now() is_due from report_facts where ${buildReportFilter(filters)}) counted
    group by grouping sets ((), (plan), (department))
    order by onboardings desc, name limit ${MAX_ROWS}`,
  );

/** How long each step took, from when it began to run or was asked of people; what took most together comes first. */
export const loadStepDurations = (database: Database, filters: ReportFilters): Promise<StepDurationRow[]> =>
  fetchRows<StepDurationRow>(
    database,
    sql`
    select id, max(title collate "C") title, kind, count(*)::int done,
      percentile_cont(0.5) within group (order by seconds) median,
      percentile_cont(0.9) within group (order by seconds) p90, sum(seconds) seconds
    from report_facts, unnest(step_ids, step_kinds, step_titles, step_seconds) as step (id, kind, title, seconds)
    where ${buildReportFilter(filters)}
    group by id, kind order by sum(seconds) desc, id limit ${MAX_ROWS}`,
  );

export async function loadTimeSpent(database: Database, filters: ReportFilters): Promise<TimeSpentRow> {
  const [row] = await fetchRows<TimeSpentRow>(
    database,
    sql`select coalesce(sum(approvals), 0) approvals, coalesce(sum(tasks), 0) tasks,
      coalesce(sum(activities), 0) activities, coalesce(sum(dates), 0) dates
    from report_facts where ${buildReportFilter(filters)}`,
  );
  return row ?? { approvals: 0, tasks: 0, activities: 0, dates: 0 };
}

/** What was declined, cancelled or rolled back, and why. */
export const loadTerminations = (database: Database, filters: ReportFilters): Promise<TerminationRow[]> =>
  fetchRows<TerminationRow>(
    database,
    sql`
    select outcome, cause, blamed_step step, count(*)::int onboardings
    from report_facts where outcome is not null and ${buildReportFilter(filters)}
    group by outcome, cause, blamed_step order by onboardings desc, outcome, cause, step limit ${MAX_ROWS}`,
  );

async function fetchRows<Row>(database: Database, statement: RawBuilder<unknown>): Promise<Row[]> {
  return (await statement.execute(database)).rows as Row[];
}

const buildReportFilter = ({ from, to, department, plan }: ReportFilters): RawBuilder<unknown> =>
  sql.join(
    [
      sql`start_date >= ${from}::date`,
      ...(to === undefined ? [] : [sql`start_date <= ${to}::date`]),
      ...(department === undefined ? [] : [sql`department = ${department}`]),
      ...(plan === undefined ? [] : [sql`plan = ${plan}`]),
    ],
    sql` and `,
  );
