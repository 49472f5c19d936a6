import type { Company, Location } from '../../src/company/settings';
import type { Database } from '../../src/database/client';
import { insertCompanyVersion } from '../../src/database/company';
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
export async function acceptAnyDepartment(database: Database): Promise<void> {
  const settings = JSON.stringify({ ...loadSampleCompany(), departments: [], profiles: {} });
  const version = { version: 2, settings, created_by: 'test' };
  await database.transaction().execute((transaction) => insertCompanyVersion(transaction, version));
}
