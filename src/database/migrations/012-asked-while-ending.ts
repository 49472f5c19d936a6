import { type Kysely, sql } from 'kysely';

/**
 * A terminating onboarding has open requests only for undo steps. The kind of an incident is stored beside its reason,
 * so that no action is offered that no workflow would receive.
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
