import { type Kysely, sql } from 'kysely';

/** Absences with their deputies, and the instants at which an onboarding becomes at risk or late without progress. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table absences (
      id uuid primary key,
      email text not null,
      from_date date not null,
      to_date date not null,
      deputy_email text not null references people,
      set_by text not null,
      created_at timestamptz not null default now(),
      check (to_date >= from_date),
      check (deputy_email <> email)
    );
    create index absences_person on absences (email, to_date);

    alter table onboardings add column at_risk_at timestamptz, add column late_at timestamptz;
  `.execute(database);
}
