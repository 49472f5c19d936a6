import { type Kysely, sql } from 'kysely';

/**
 * Columns and indexes by which the overview sorts, filters and searches. `urgency` orders by need of attention first,
 * then open onboardings by start date, then ended ones, latest start first.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table onboardings add column urgency int not null generated always as (
      case
        when status = 'needs-attention' then start_date - date '2000-01-01'
        when closed_at is null then 1000000 + (start_date - date '2000-01-01')
        else 2000000 - (start_date - date '2000-01-01')
      end
    ) stored;
    create index onboardings_urgency on onboardings (urgency, id);
    create index onboardings_status_urgency on onboardings (status, urgency, id);
    create index onboardings_department on onboardings (department, urgency, id);
    create index onboardings_location on onboardings (location, urgency, id);
    create index onboardings_manager on onboardings (manager_email, urgency, id);
    create index onboardings_name on onboardings (employee_name, id);
    drop index onboardings_start;
    create index onboardings_start on onboardings (start_date, id);
    create index onboardings_readiness on onboardings (readiness, late_at, at_risk_at) where closed_at is null;
  `.execute(database);
  // Indexes parts of names for searches. If the extension is not available, a search reads all names.
  await sql`
    do $$ begin
      create extension if not exists pg_trgm;
      create index onboardings_name_parts on onboardings using gin (employee_name gin_trgm_ops);
    exception when insufficient_privilege or undefined_file or feature_not_supported then
      raise notice 'pg_trgm is not available: searching names is slower';
    end $$
  `.execute(database);
}
