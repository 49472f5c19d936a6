import { sql } from 'kysely';
import { formatLicence } from '../domain/demand';
import type { Database } from './client';

/** Counts the licences that accounts have taken, by system and code, except those of one onboarding. */
export async function countTakenLicences(database: Database, exceptOnboarding?: string): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('accounts')
    .select(['system', 'licence', sql<number>`count(*)::int`.as('count')])
    .where('licence', 'is not', null)
    .$if(exceptOnboarding !== undefined, (query) => query.where('onboarding_id', '<>', exceptOnboarding ?? ''))
    .groupBy(['system', 'licence'])
    .execute();
  return new Map(rows.map(({ system, licence, count }) => [formatLicence({ system, licence: licence ?? '' }), count]));
}
