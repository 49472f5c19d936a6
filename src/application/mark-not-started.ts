import { sql } from 'kysely';
import { distinct } from '../domain/people';
import { waitingFor } from '../domain/onboarding/pending-people';
import type { Database, DatabaseTransaction } from '../database/client';
import { showObstacle } from '../database/incidents';
import { tellFromOutside } from '../database/append-timeline-entry';
import { firstView } from './initial-view';

/** Has a submission that Temporal refuses wait visibly for a person; told once, however often it is refused. */
export function markNotStarted(database: Database, id: string, refusal: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await locked(transaction, id);
    if (!row || row.delivered_at || row.status === 'needs-attention') return;
    const { view, input } = row;
    const reason = notStartedReason(refusal);
    const people = distinct([view.submittedBy, ...input.plan.attention]);
    const notice = { key: 'not-started', kind: 'stands-still' } as const;
    await showObstacle(transaction, { id, view }, { kind: 'not-started', reason, people, notice });
  });
}

/** What a person is told, with what mends it. */
export const notStartedReason = (refusal: string): string =>
  `Temporal refuses to start it: ${refusal.replace(/\.?$/, '.')} It is tried again every ten minutes, and begins once ` +
  'that is mended. For whoever runs Firstday: "What may need you" in docs/operations.md.';

/** Temporal has taken it after all: it is shown as it was submitted, unless its workflow has spoken already. */
export function markStarted(database: Database, id: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await locked(transaction, id);
    if (!row) return;
    const view = firstView(row.input);
    const asSubmitted = { status: view.status, view: JSON.stringify(view), waiting_for: waitingFor(view) };
    await transaction
      .updateTable('onboardings')
      .set({ delivered_at: sql`now()`, ...(row.run_id === null && asSubmitted) })
      .where('id', '=', id)
      .execute();
    await tellFromOutside(transaction, id, { kind: 'goes-on', note: 'Temporal has taken it.' });
  });
}

const locked = (transaction: DatabaseTransaction, id: string) =>
  transaction
    .selectFrom('onboardings')
    .select(['view', 'input', 'status', 'run_id', 'delivered_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
