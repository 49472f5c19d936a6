import { sql } from 'kysely';
import type { Database } from './client';

export interface SetupFacts {
  /** Active people with one of the roles, without the sample’s and the first administrator. */
  people: number;
  /** Items in use, without the sample’s. */
  equipment: number;
  /** True if an onboarding was planned with the company’s own settings. */
  hasOnboarding: boolean;
}

/** The people that an onboarding needs besides an administrator have one of these. */
const NEEDED_ROLES = ['hr', 'manager', 'it'];

/** Only the onboardings since the first settings of the company’s own are read: of those with the sample there may be many. */
export async function loadSetupFacts(database: Database, adminEmail: string): Promise<SetupFacts> {
  const { rows } = await sql<SetupFacts>`
    with own as (select version, created_at from company_versions 
      where not coalesce((settings ->> 'isSample')::boolean, false))
    select
      (select count(*)::int from people where not sample and state = 'active' and email <> ${adminEmail}
        and roles && ${NEEDED_ROLES}::text[]) as people,
      (select count(*)::int from items where not sample and state <> 'retired') as equipment,
      exists (select from onboardings where submitted_at >= (select min(created_at) from own)
        and (input #>> '{plan,companyVersion}')::int in (select version from own)) as "hasOnboarding"`.execute(
    database,
  );
  return rows[0] ?? { people: 0, equipment: 0, hasOnboarding: false };
}
