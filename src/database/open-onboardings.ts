import { sql } from 'kysely';
import type { Database } from './client';

/**
 * Lists the ids of open onboardings whose request, plan or open requests name the address. Reads every open onboarding:
 * for rare calls only.
 */
export async function listOpenOnboardingsNaming(database: Database, email: string): Promise<string[]> {
  const path = sql.lit('$.**.email ? (@ == $email)');
  const names = (column: 'input' | 'view') => {
    const document = column === 'input' ? sql`coalesce(replanned_input, input)` : sql`view`;
    return sql<boolean>`jsonb_path_exists(${document}, ${path}::jsonpath, jsonb_build_object('email', ${email}::text))`;
  };
  const rows = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', 'is', null)
    .where((where) => where.or([names('input'), names('view')]))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
