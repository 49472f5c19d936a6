import { type Kysely, sql } from 'kysely';

/** Who is away and who stands in; from when on an onboarding is at risk or late if nothing moves until then. */
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
