import { type Kysely, sql } from 'kysely';

/** Since when an onboarding stands still in Temporal. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table onboardings add column stuck_at timestamptz`.execute(database);
}
