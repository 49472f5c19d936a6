import { sql } from 'kysely';
import type { Database } from './client';

/** Has an index of its own. */
const namedPeople = sql`jsonb_path_query_array(coalesce(replanned_input, input), '$.**.email')`;

/** Lists the ids of open onboardings whose request or plan, or an open request, names the address. */
export async function listOpenOnboardingsNaming(database: Database, email: string): Promise<string[]> {
  const rows = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', 'is', null)
    .where((where) =>
      where.or([
        sql<boolean>`${namedPeople} @> ${JSON.stringify([email])}::jsonb`,
        sql<boolean>`pending_people @> array[${email}]::text[]`,
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
