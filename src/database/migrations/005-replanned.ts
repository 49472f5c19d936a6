import { type Kysely, sql } from 'kysely';

/** Request and plan of an onboarding that was rescheduled or amended. `input` stays as submitted. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table onboardings add column replanned jsonb`.execute(database);
}
