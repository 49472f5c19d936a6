import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../database/client';
import type { OnboardingsTable } from '../../database/schema';

/** `updated`: instant of the last write as text, since a Date would lose the microseconds. */
export interface RowVersion {
  id: string;
  updated: string;
}

type LockedOnboarding = Pick<Selectable<OnboardingsTable>, 'id' | 'view' | 'input' | 'replanned_input'>;

/** Runs `work` under the row lock; a no-op if closed, or written since it was read (workflow, other reconciler). */
export function runIfUnchanged(
  database: Database,
  { id, updated }: RowVersion,
  work: (transaction: DatabaseTransaction, row: LockedOnboarding) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('onboardings')
      .select(['id', 'view', 'input', 'replanned_input'])
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where(sql<boolean>`updated_at = ${updated}::timestamptz`)
      .forUpdate()
      .executeTakeFirst();
    if (row) await work(transaction, row);
  });
}
