import { type Kysely, sql } from 'kysely';

/** The request and the plan of an onboarding whose start was moved or whose request was amended; `input` stays as submitted. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table onboardings add column replanned jsonb`.execute(database);
}
