import { type Kysely, sql } from 'kysely';

/** Roles with an open request, beside the people in `waiting_for`. Holders of such a role may see the onboarding. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table onboardings add column asked_roles jsonb not null generated always as (
      jsonb_path_query_array(view, '$.steps[*] ? (
        @.status == "waiting" || @.status == "undoing" || @.status == "undo-failed"
        || (@.status == "failed" && !exists($.ending))
      ).roles[*]')
    ) stored;
    create index onboardings_asked_roles on onboardings using gin (asked_roles)
  `.execute(database);
}
