import { type Kysely, sql } from 'kysely';

/** Instant since which an onboarding is stuck in Temporal. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table onboardings add column stuck_at timestamptz`.execute(database);
}
