import { type Kysely, sql } from 'kysely';

/** Indexes for readiness in the overview: by recorded value, by changes over time since, and for the counts. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop index onboardings_readiness;
    create index onboardings_readiness on onboardings (readiness, urgency, id);
    create index onboardings_late on onboardings (late_at, at_risk_at, readiness) where closed_at is null;
    create index onboardings_counted on onboardings (status, readiness, late_at, at_risk_at) where closed_at is null;
    create index onboardings_at_risk on onboardings (at_risk_at) where closed_at is null;
  `.execute(database);
}
