import { type Insertable, type Selectable, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { jsonObjectFrom } from 'kysely/helpers/postgres';
import { type Company, type CompanySettings, companySettingsSchema, UNSET_COMPANY } from '../company/settings';
import type { Database, DatabaseTransaction } from './client';
import type { CompanyVersionsTable } from './company-tables';

export type CompanyVersionRow = Selectable<CompanyVersionsTable>;

/** Returns the settings in force; version 0 before the first. */
export async function loadCompany(database: Database | DatabaseTransaction): Promise<Company> {
  return toCompany(await selectNewestVersion(database).executeTakeFirst());
}

export const selectNewestVersion = (database: Database | DatabaseTransaction) =>
  database.selectFrom('company_versions').select(['version', 'settings']).orderBy('version', 'desc').limit(1);

/** Waits for submissions that are being stored, and lets none be stored until the transaction ends: see `has_location`. */
export const lockCompany = (transaction: DatabaseTransaction): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('company_versions'))`.execute(transaction);

/** For a statement that reads other facts, too. Convert its value by `toCompany`. */
export const selectNewestVersionAsJson = (database: Database) => jsonObjectFrom(selectNewestVersion(database));

/** The version in force, and one or two that changed meanwhile. */
const parsedSettings = new LRUCache<string, CompanySettings>({ max: 4 });

export const toCompany = (row: Pick<CompanyVersionRow, 'version' | 'settings'> | null | undefined): Company =>
  row ? { version: row.version, ...parseSettings(row.settings) } : UNSET_COMPANY;

/**
 * Parses the settings again, because an earlier program may have stored them without a member that has a default now. Once for
 * each document: it takes milliseconds, and every request is planned with it.
 */
function parseSettings(settings: unknown): CompanySettings {
  const key = JSON.stringify(settings);
  const parsed = parsedSettings.get(key) ?? companySettingsSchema.parse(settings);
  parsedSettings.set(key, parsed);
  return parsed;
}

/** One page, newest first. */
export const listCompanyVersions = (
  database: Database,
  { before, limit }: { before?: number; limit: number },
): Promise<Omit<CompanyVersionRow, 'settings'>[]> =>
  database
    .selectFrom('company_versions')
    .select(['version', 'note', 'created_by', 'created_at'])
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();

/** Version 0 is the state before the first one. */
export async function findCompanyVersion(database: Database, version: number): Promise<Company | undefined> {
  if (version === 0) return UNSET_COMPANY;
  const row = await database
    .selectFrom('company_versions')
    .select(['version', 'settings'])
    .where('version', '=', version)
    .executeTakeFirst();
  return row && toCompany(row);
}

/** @returns false if the version exists: its author has been faster */
export async function insertCompanyVersion(
  transaction: DatabaseTransaction,
  version: Insertable<CompanyVersionsTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('company_versions')
    .values(version)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Counts the open onboardings by location. */
export async function countOpenOnboardings(database: Database | DatabaseTransaction): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('onboardings')
    .select(['location', sql<number>`count(*)::int`.as('count')])
    .where('closed_at', 'is', null)
    .groupBy('location')
    .execute();
  return new Map(rows.map(({ location, count }) => [location, count]));
}
