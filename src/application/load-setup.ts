import { omitSample } from '../company/omit-sample';
import { toSettings, UNSET_COMPANY } from '../company/settings';
import type { Database } from '../database/client';
import { loadCompany } from '../database/company';
import { loadSampleCompany } from '../database/sample-data';
import { hasSample } from '../database/sample-rows';
import { loadSetupFacts } from '../database/setup-facts';

export { hasSample };

/** In the order in which an administrator does them. */
export const SETUP_CODES = ['company', 'people', 'locations', 'systems', 'equipment', 'profile', 'first-hire'] as const;

interface SetupItem {
  code: (typeof SETUP_CODES)[number];
  isDone: boolean;
  count?: number;
}

export interface Setup {
  items: SetupItem[];
  /** True while the company is the sample, or any row of the sample is left. */
  isSample: boolean;
}

interface SetupDeps {
  database: Database;
  /** Address of the first administrator. */
  adminEmail: string;
  /** True if the groups at the identity provider determine the roles of people. */
  hasGroupRoles?: boolean;
}

/** Derives from the facts which steps are left before Firstday works for this company. */
export async function loadSetup({ database, adminEmail, hasGroupRoles = false }: SetupDeps): Promise<Setup> {
  const [company, facts, isSample] = await Promise.all([
    loadCompany(database),
    loadSetupFacts(database, adminEmail),
    hasSample(database),
  ]);
  const settings = toSettings(company);
  const own = settings.isSample ? omitSample(settings, loadSampleCompany()) : settings;
  const { people, equipment, hasOnboarding } = facts;
  return {
    items: [
      { code: 'company', isDone: !settings.isSample && settings.name !== UNSET_COMPANY.name },
      { code: 'people', isDone: people > 0 || hasGroupRoles, count: people },
      countItem('locations', Object.keys(own.locations).length),
      countItem('systems', Object.keys(own.systems).length),
      countItem('equipment', equipment),
      countItem('profile', Object.keys(own.profiles).length),
      { code: 'first-hire', isDone: hasOnboarding },
    ],
    isSample,
  };
}

const countItem = (code: SetupItem['code'], count: number): SetupItem => ({ code, isDone: count > 0, count });
