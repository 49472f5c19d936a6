import { sql } from 'kysely';
import { dedupePeople } from '../domain/people';
import { createReason } from '../domain/reasons/reason';
import { buildFirstProjection } from '../domain/onboarding/first-projection';
import type { Database, DatabaseTransaction } from '../database/client';
import { recordIncident } from '../database/incidents';
import { appendTimelineEntry } from '../database/append-timeline-entry';

/** Records a submission that Temporal permanently rejects as an incident. Further rejections record nothing. */
export function markNotStarted(database: Database, id: string, cause: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await lockOnboardingRow(transaction, id);
    if (!row || row.workflow_started_at || row.status === 'needs-attention') return;
    const { view, input } = row;
    const reason = createReason('not-started', { cause });
    const people = dedupePeople([view.submittedBy, ...input.plan.escalationContacts]);
    const notification = { key: 'not-started', kind: 'incident' } as const;
    await recordIncident(transaction, { id, view }, { kind: 'not-started', reason, people, notification });
  });
}

/** Clears the `not-started` incident. Restores the first view unless the workflow has written a snapshot. */
export function markStarted(database: Database, id: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await lockOnboardingRow(transaction, id);
    if (!row) return;
    const { view, pendingPeople } = buildFirstProjection(row.input);
    const initialColumns = { status: view.status, view: JSON.stringify(view), pending_people: pendingPeople };
    await transaction
      .updateTable('onboardings')
      .set({ workflow_started_at: sql`now()`, ...(row.run_id === null && initialColumns) })
      .where('id', '=', id)
      .execute();
    await appendTimelineEntry(transaction, id, {
      kind: 'incident-resolved',
      reason: createReason('incident-resolved.started', {}),
    });
  });
}

const lockOnboardingRow = (transaction: DatabaseTransaction, id: string) =>
  transaction
    .selectFrom('onboardings')
    .select(['view', 'input', 'status', 'run_id', 'workflow_started_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
