import { type Kysely, sql } from 'kysely';

/** Indexes for searching the audit log by actor, action and time. The first schema has the index by onboarding. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index audit_actor on audit (actor text_pattern_ops, id);
    create index audit_action on audit (action text_pattern_ops, id);
    create index audit_at on audit (at);
  `.execute(database);
}
