import { type Kysely, sql } from 'kysely';

/**
 * Once an onboarding is ending, what waited asks nobody any more: only what has to be taken back does. And what holds one up
 * is named beside the reason, so that nothing is offered that nobody would hear.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table onboardings alter column asked_roles set expression as (
      jsonb_path_query_array(view, '$.steps[*] ? (
        @.status == "undoing" || @.status == "undo-failed"
        || ((@.status == "waiting" || @.status == "failed") && !exists($.ending))
      ).roles[*]')
    );
    update onboardings set view = view || jsonb_build_object('obstacleKind', case
      when lost_at is not null then 'lost'
      when delivered_at is null then 'not-started'
      else 'stands-still'
    end) where closed_at is null and jsonb_exists(view, 'obstacle')
  `.execute(database);
}
