import { type Kysely, sql } from 'kysely';

/** The audit log is searched by who, what and when; by onboarding it was from the start. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index audit_actor on audit (actor text_pattern_ops, id);
    create index audit_action on audit (action text_pattern_ops, id);
    create index audit_at on audit (at);
  `.execute(database);
}
