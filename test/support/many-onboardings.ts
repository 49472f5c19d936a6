import { sql } from 'kysely';
import type { Database } from '../../src/database/database';

/**
 * So many copies of one onboarding, spread as in a company that has been using this for years: over statuses, departments,
 * places, names and dates; most have ended.
 */
export async function copyOnboarding(database: Database, id: string, copies: number): Promise<void> {
  await sql`
    insert into onboardings (id, plan, status, readiness, employee_name, department, location, manager_email, start_date,
      submitted_by, submitted_at, input, view, involved, waiting_for, delivered_at, closed_at, updated_at)
    select gen_random_uuid(), plan, (array['completed', 'completed', 'completed', 'completed', 'completed', 'cancelled',
        'declined', 'rolled-back', 'in-progress', 'scheduled'])[1 + n % 10],
      'on-track', 'Person ' || md5(n::text), 'Department ' || n % 12, (array['berlin', 'london', 'paris'])[1 + n % 3],
      'manager-' || n % 500 || '@example.com', current_date + 60 - n % 2000, submitted_by,
      now() - n * interval '20 minutes', input, view, array['manager-' || n % 500 || '@example.com'], '{}', now(),
      case when n % 10 < 8 then now() end, now()
    from onboardings, generate_series(1, ${copies}::int) n where id = ${id}`.execute(database);
  await sql`update onboardings set status = 'needs-attention' where closed_at is null and id::text like '00%'`.execute(
    database,
  );
  await sql`vacuum analyze onboardings`.execute(database);
}
