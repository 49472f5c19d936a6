import { type Company, type CompanySettings, companySettingsSchema, type Location } from '../../src/company/settings';
import type { Database } from '../../src/database/client';
import { insertCompanyVersion, loadCompany } from '../../src/database/company';
import { loadSampleCompany } from '../../src/database/sample-data';

/** The sample company, which every test database has, too. */
export const SAMPLE_COMPANY: Company = { version: 1, ...loadSampleCompany() };

export const LOCATIONS = SAMPLE_COMPANY.locations;

export function getLocation(code: string): Location {
  const location = LOCATIONS[code];
  if (location === undefined) throw new Error(`no location ${code}`);
  return location;
}

/** Makes a version of the settings that lists no departments. */
export const acceptAnyDepartment = (database: Database): Promise<void> =>
  saveSettings(database, (settings) => ({ ...settings, departments: [], profiles: {} }));

/** Makes another version of the settings in force. */
export const saveSettings = (database: Database, change: (settings: CompanySettings) => object): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    const { version, ...settings } = await loadCompany(transaction);
    const changed = companySettingsSchema.parse(change(settings));
    await insertCompanyVersion(transaction, {
      ...{ version: version + 1, settings: JSON.stringify(changed), created_by: 'test' },
    });
  });
