import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { findCurrentRun } from './workflow-run';

const MAX_REFERENCE_WORKFLOWS = 20;

/**
 * True if onboardings that Temporal does not know are gone, rather than looked up in the wrong place. Requires that
 * Temporal knows an open one at least as old as the youngest of them, or that only one is missing and there is no older
 * one. Younger ones prove nothing: new submissions go to the wrong place, too.
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

/** Lists open onboardings delivered no later than the youngest missing one, oldest first. */
async function listReferenceWorkflows(database: Database, missing: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from onboardings
    where closed_at is null and orphaned_at is null and id <> all(${missing}::uuid[])
      and workflow_started_at <= (select max(workflow_started_at) from onboardings where id = any(${missing}::uuid[]))
    order by workflow_started_at limit ${MAX_REFERENCE_WORKFLOWS}`.execute(database);
  return rows.map(({ id }) => id);
}

const MISSING_WORKFLOWS_HINT =
  'Check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. If Temporal has lost its store, set MISSING_WORKFLOWS=orphan (docs/operations.md).';

/** Logs a suspicion once, and once more when a whole round has found none. */
export class MissingWorkflowGuard {
  private isReported = false;
  private hasSuspicionThisRound = false;

  constructor(private readonly logger: Logger) {}

  reportSuspicion(reason: string): void {
    if (!this.isReported)
      this.logger.error(
        `${reason}. None is marked as orphaned, and no notification is sent. ${MISSING_WORKFLOWS_HINT}`,
      );
    this.isReported = this.hasSuspicionThisRound = true;
  }

  /** Call when every open onboarding has been compared. */
  endRound(): void {
    if (this.isReported && !this.hasSuspicionThisRound)
      this.logger.info('Temporal knows the open onboardings, or they are marked as orphaned');
    this.isReported = this.hasSuspicionThisRound;
    this.hasSuspicionThisRound = false;
  }
}
