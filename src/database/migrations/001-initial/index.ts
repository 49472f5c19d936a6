import { type Kysely, sql } from 'kysely';
import { ACCESS_TABLES } from './access';
import { COHORT_TABLES } from './cohorts';
import { EFFECT_TABLES } from './effects';
import { NAME_SEARCH_INDEX, ONBOARDING_TABLES } from './onboardings';
import { REPORT_TABLES } from './reports';
import { RESOURCE_TABLES } from './resources';
import { WEBHOOK_TABLES } from './webhooks';

/** The first schema. Once released it is never edited: add a migration after it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const parts = [
    ONBOARDING_TABLES,
    NAME_SEARCH_INDEX,
    EFFECT_TABLES,
    COHORT_TABLES,
    ACCESS_TABLES,
    RESOURCE_TABLES,
    REPORT_TABLES,
    WEBHOOK_TABLES,
  ];
  for (const part of parts) await sql.raw(part).execute(database);
}
