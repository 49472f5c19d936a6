import { compareSettings } from '../company/compare-settings';
import { type Company, type CompanySettings, toSettings } from '../company/settings';
import { type AuditEntry, recordAudit } from '../database/audit';
import type { Database, DatabaseTransaction } from '../database/client';
import { countOpenOnboardings, insertCompanyVersion, loadCompany, lockCompany } from '../database/company';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import type { Difference } from '../domain/list-differences';
import { createReason } from '../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../lib/errors';

export interface CompanyChange {
  /** Version that the author has read. */
  baseVersion: number;
  settings: CompanySettings;
  note?: string;
  author: string;
  audit: (entry: Pick<AuditEntry, 'action' | 'detail'>) => AuditEntry;
}

export interface SavedCompany {
  version: number;
  differences: Difference[];
}

/**
 * Stores the settings as a new version, unless they are those in force.
 * @throws FirstdayError `version-conflict` if the base version is no longer in force; `invalid-request` if a location with
 *   open onboardings is missing
 */
export const saveCompany = (database: Database, change: CompanyChange): Promise<SavedCompany> =>
  database.transaction().execute(async (transaction) => {
    await lockCompany(transaction);
    const current = await loadCompany(transaction);
    if (current.version !== change.baseVersion) throw createVersionConflict(current.version);
    const differences = compareSettings(toSettings(current), change.settings);
    if (differences.length === 0) return { version: current.version, differences };
    const version = await insertNextVersion(transaction, current, change);
    const detail = { version, paths: differences.map(({ path }) => path) };
    await recordAudit(transaction, change.audit({ action: 'company.change', detail }));
    return { version, differences };
  });

/**
 * Stores the settings as the version after `current`, and returns its number.
 * @throws FirstdayError as `saveCompany`
 */
export async function insertNextVersion(
  transaction: DatabaseTransaction,
  current: Company,
  { settings, note, author }: Pick<CompanyChange, 'settings' | 'note' | 'author'>,
): Promise<number> {
  await requireLocationsInUse(transaction, settings);
  const version = current.version + 1;
  const row = { version, settings: JSON.stringify(settings), note, created_by: author };
  if (!(await insertCompanyVersion(transaction, row))) throw createVersionConflict(version);
  return version;
}

const createVersionConflict = (version: number): FirstdayError =>
  new FirstdayError('version-conflict', createReason('version-conflict.company', { version }), [], { version });

/** Lists the locations that are missing although onboardings there are open. */
export async function listMissingLocations(
  database: Database | DatabaseTransaction,
  { locations }: CompanySettings,
): Promise<FieldError[]> {
  const open = [...(await countOpenOnboardings(database))];
  return open
    .filter(([location]) => !Object.hasOwn(locations, location))
    .map(([location, onboardings]) =>
      createFieldError(`locations.${location}`, 'location.in-use', { location, onboardings }),
    );
}

async function requireLocationsInUse(transaction: DatabaseTransaction, settings: CompanySettings): Promise<void> {
  const errors = await listMissingLocations(transaction, settings);
  if (errors.length > 0) throw createInvalidRequestError(errors);
}
