import { type RawBuilder, sql } from 'kysely';
import type { LocalizedText } from '../domain/text/localized-text';
import type { Database } from './client';

/** Selects onboardings by first day, within inclusive ISO dates. */
export interface ReportFilters {
  from: string;
  to?: string;
  department?: string;
  plan?: string;
}

/** Size of a group and time until its onboardings were ready. All durations are in seconds. */
export interface ReportGroupRow {
  /** Property shared by the group. For `all`, `name` is empty. */
  by: 'all' | 'plan' | 'department';
  name: string;
  onboardings: number;
  ready: number;
  median: number | null;
  p90: number | null;
  /** Onboardings due by now and not terminated early. `in_time`: those of them that were ready when due. */
  due: number;
  in_time: number;
}

export interface StepDurationRow {
  id: string;
  title: LocalizedText;
  kind: 'approval' | 'task' | 'activity';
  done: number;
  median: number;
  p90: number;
  seconds: number;
}

/** Time between submission and readiness by cause, in seconds. Each moment counts once. */
export interface TimeSpentRow {
  approvals: number;
  tasks: number;
  activities: number;
  dates: number;
}

export interface TerminationRow {
  outcome: 'declined' | 'cancelled' | 'rolled-back';
  /** Type of an error, outcome of a decision, `deadline` or `person`. */
  cause: string;
  step: string | null;
  onboardings: number;
}

/** More plans, departments or steps than any company has, unless a new name is typed each time. */
const MAX_ROWS = 300;

/** Totals, and groups by plan and by department, largest groups first. */
export const loadReportGroups = (database: Database, filters: ReportFilters): Promise<ReportGroupRow[]> =>
  fetchRows<ReportGroupRow>(
    database,
    sql`
    select case grouping(plan, lower(department)) when 1 then 'plan' when 2 then 'department' else 'all' end by,
      case grouping(plan, lower(department)) when 1 then plan when 2 then mode() within group (order by department) else '' end name, count(*)::int onboardings, count(ready_after)::int ready,
      percentile_cont(0.5) within group (order by ready_after) median,
      percentile_cont(0.9) within group (order by ready_after) p90,
      (count(*) filter (where is_due))::int due, (count(*) filter (where is_due and is_in_time))::int in_time
    from (select *, outcome is null and due_at <= now() is_due from report_facts where ${buildReportFilter(filters)}) counted
    group by grouping sets ((), (plan), (lower(department)))
    order by onboardings desc, name limit ${MAX_ROWS}`,
  );

/**
 * Duration of each step from its start, for a human step from its request. Largest total time first. Of the titles that
 * a step has had, one with languages wins: its JSON sorts behind that of a mere string.
 */
export const loadStepDurations = (database: Database, filters: ReportFilters): Promise<StepDurationRow[]> =>
  fetchRows<StepDurationRow>(
    database,
    sql`
    select id, max(title::text collate "C")::jsonb title, kind, count(*)::int done,
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
      ...(department === undefined ? [] : [sql`lower(department) = lower(${department})`]),
      ...(plan === undefined ? [] : [sql`plan = ${plan}`]),
    ],
    sql` and `,
  );
