import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { findCurrentRun } from './workflow-run';

const MAX_REFERENCE_WORKFLOWS = 20;

/**
 * Whether onboardings that Temporal does not know are gone, or are looked for in the wrong place: they are believed gone
 * only where Temporal knows an open one that is as old as the youngest of them, or where there never was another. Younger
 * ones prove nothing: what is submitted now goes to the wrong place, too.
 */
export async function areConfirmedMissing(
  { database, client }: { database: Database; client: Client },
  missing: readonly string[],
): Promise<boolean> {
  const references = await listReferenceWorkflows(database, missing);
  for (const id of references) {
    if ((await findCurrentRun(client, id)) !== undefined) return true;
  }
  return missing.length + references.length === 1;
}

/** Open onboardings that were delivered before the youngest of these, the oldest first. */
async function listReferenceWorkflows(database: Database, missing: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from onboardings
    where closed_at is null and lost_at is null and id <> all(${missing}::uuid[])
      and delivered_at <= (select max(delivered_at) from onboardings where id = any(${missing}::uuid[]))
    order by delivered_at limit ${MAX_REFERENCE_WORKFLOWS}`.execute(database);
  return rows.map(({ id }) => id);
}

const MISSING_WORKFLOWS_HINT =
  'Check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. Where Temporal has really lost its store: MISSING_WORKFLOWS=lost (docs/operations.md)';

/** Whether onboardings are held back from being given up for lost: said once, and once when a whole round found none. */
export class MissingWorkflowGuard {
  private isReported = false;
  private hasSuspicionThisRound = false;

  constructor(private readonly logger: Logger) {}

  reportSuspicion(reason: string): void {
    if (!this.isReported)
      this.logger.error(`${reason}. None of them is given up for lost, and nobody is told. ${MISSING_WORKFLOWS_HINT}`);
    this.isReported = this.hasSuspicionThisRound = true;
  }

  /** Every open onboarding has had its turn. */
  endRound(): void {
    if (this.isReported && !this.hasSuspicionThisRound)
      this.logger.info('Temporal knows the open onboardings, or they are known to be lost');
    this.isReported = this.hasSuspicionThisRound;
    this.hasSuspicionThisRound = false;
  }
}
