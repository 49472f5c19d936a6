import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Database } from '../database/client';
import { markStarted } from './mark-not-started';
import { startOnboardingWorkflow } from '../temporal/start-onboarding-workflow';

/**
 * Brings one committed submission to Temporal, unless it is there already, and writes down that it is.
 * @throws where Temporal or the database does not answer, or will not take it
 */
export async function startSubmittedWorkflow(
  { database, client }: { database: Database; client: Client },
  onboardingId: string,
): Promise<void> {
  const row = await database
    .selectFrom('onboardings')
    .select(['input', 'status'])
    .where('id', '=', onboardingId)
    .where('delivered_at', 'is', null)
    .executeTakeFirst();
  if (!row) return;
  await startOnboardingWorkflow(client, row.input, 'REJECT_DUPLICATE').catch((error: unknown) => {
    // Started before, and closed since: it was delivered.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  });
  // Nothing else needs attention before it has begun.
  if (row.status === 'needs-attention') return markStarted(database, onboardingId);
  await database
    .updateTable('onboardings')
    .set({ delivered_at: sql`now()` })
    .where('id', '=', onboardingId)
    .execute();
}
