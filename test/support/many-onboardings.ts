import { sql } from 'kysely';
import type { Database } from '../../src/database/client';
import { workOutReportFacts } from '../../src/database/report-facts';

/**
 * Inserts copies of one onboarding, spread over statuses, departments, locations, names and dates as after years of
 * use; most of them have ended.
 */
export async function insertOnboardingCopies(database: Database, id: string, copies: number): Promise<void> {
  await sql`
    insert into onboardings (id, plan, status, readiness, employee_name, person_key, sort_name, search_text, department, location, manager_email, start_date,
      submitted_by, submitted_at, input, view, involved_people, pending_people, workflow_started_at, closed_at, updated_at)
    select gen_random_uuid(), plan, (array['completed', 'completed', 'completed', 'completed', 'completed', 'cancelled',
        'declined', 'rolled-back', 'in-progress', 'scheduled'])[1 + n % 10],
      'on-track', 'Person ' || md5(n::text), md5(n::text), 'person ' || md5(n::text), 'person ' || md5(n::text) || ' department ' || n % 12,
      'Department ' || n % 12, (array['berlin', 'london', 'paris'])[1 + n % 3],
      'manager-' || n % 500 || '@example.com', current_date + 60 - n % 2000, submitted_by,
      now() - n * interval '20 minutes', input, view, array['manager-' || n % 500 || '@example.com'], '{}', now(),
      case when n % 10 < 8 then now() end, now()
    from onboardings, generate_series(1, ${copies}::int) n where id = ${id}`.execute(database);
  await sql`update onboardings set status = 'needs-attention' where closed_at is null and id::text like '00%'`.execute(
    database,
  );
  await sql`vacuum analyze onboardings`.execute(database);
}

/**
 * Fills the report facts of onboardings without recorded steps with random durations of `steps` steps. One in ten was
 * never ready; cancelled, declined and rolled-back ones get a cause.
 */
export async function randomizeReportFacts(database: Database, steps: number): Promise<void> {
  await workOutReportFacts(database, 'wait');
  await sql`
    update report_facts set
      (ready_after, is_in_time, due_at) = (case when random() < 0.9 then random() * 2e6 end, random() < 0.8, start_date),
      (outcome, cause, blamed_step) = (select status, (array['Timeout', 'person', 'deadline'])[1 + floor(random() * 3)::int],
        'step' || floor(random() * 20)::int from onboardings
        where id = onboarding_id and status in ('cancelled', 'declined', 'rolled-back')),
      (approvals, tasks, activities, dates) = (random() * 1e5, random() * 1e5, random() * 1e5, random() * 1e5),
      (step_ids, step_kinds, step_titles, step_seconds) = (
        select array_agg('step' || n), array_agg((array['approval', 'task', 'activity'])[1 + n % 3]),
          array_agg(to_jsonb('The step of the number ' || n)), array_agg(random() * 1e5 * n)
        from generate_series(1, ${steps}::int) n where onboarding_id is not null)
    where step_ids = '{}'`.execute(database);
}
