import { compareSettings } from '../company/compare-settings';
import { type CompanySettings, toSettings } from '../company/settings';
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
    await requireLocationsInUse(transaction, change.settings);
    const version = current.version + 1;
    const isInserted = await insertCompanyVersion(transaction, {
      version,
      settings: JSON.stringify(change.settings),
      note: change.note,
      created_by: change.author,
    });
    if (!isInserted) throw createVersionConflict(version);
    const detail = { version, paths: differences.map(({ path }) => path) };
    await recordAudit(transaction, change.audit({ action: 'company.change', detail }));
    return { version, differences };
  });

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
