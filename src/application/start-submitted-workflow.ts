import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Database } from '../database/client';
import { markStarted } from './mark-not-started';
import { startOnboardingWorkflow } from '../temporal/start-onboarding-workflow';

/**
 * Starts the workflow of a committed submission and marks it as delivered. Does nothing if it already is.
 * @throws if Temporal or the database does not respond, or Temporal rejects the start
 */
export async function startSubmittedWorkflow(
  { database, client }: { database: Database; client: Client },
  onboardingId: string,
): Promise<void> {
  const row = await database
    .selectFrom('onboardings')
    .select(['input', 'status'])
    .where('id', '=', onboardingId)
    .where('workflow_started_at', 'is', null)
    .executeTakeFirst();
  if (!row) return;
  await startOnboardingWorkflow(client, row.input, 'REJECT_DUPLICATE').catch((error: unknown) => {
    // Started earlier and closed since, so it counts as delivered.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  });
  // Before the workflow has begun, `needs-attention` can only mean the `not-started` incident.
  if (row.status === 'needs-attention') return markStarted(database, onboardingId);
  await database
    .updateTable('onboardings')
    .set({ workflow_started_at: sql`now()` })
    .where('id', '=', onboardingId)
    .execute();
}
