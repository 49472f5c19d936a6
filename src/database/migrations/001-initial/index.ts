import { type Kysely, sql } from 'kysely';
import { ACCESS_TABLES } from './access';
import { AUDIT_TABLES } from './audit';
import { COHORT_TABLES } from './cohorts';
import { COMPANY_TABLES } from './company';
import { EFFECT_TABLES } from './effects';
import { NAME_SEARCH_INDEX, ONBOARDING_TABLES } from './onboardings';
import { REPORT_TABLES } from './reports';
import { RESOURCE_TABLES } from './resources';
import { WEBHOOK_TABLES } from './webhooks';

/**
 * One row. A later migration raises `version`, and `compatible_from` if programs of an older version no longer work with
 * its schema: expand first, contract in a later release.
 */
const SCHEMA_VERSION_TABLE = `
  create table schema_version (
    is_only boolean primary key default true check (is_only),
    version int not null,
    compatible_from int not null
  );
  insert into schema_version (version, compatible_from) values (3, 3);
`;

/** The first schema. Once released it is never edited: add a migration after it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const parts = [
    ONBOARDING_TABLES,
    NAME_SEARCH_INDEX,
    EFFECT_TABLES,
    COHORT_TABLES,
    ACCESS_TABLES,
    AUDIT_TABLES,
    RESOURCE_TABLES,
    REPORT_TABLES,
    WEBHOOK_TABLES,
    COMPANY_TABLES,
  ];
  await sql.raw(SCHEMA_VERSION_TABLE).execute(database);
  for (const part of parts) await sql.raw(part).execute(database);
}
