import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../database/client';
import type { OnboardingsTable } from '../../database/schema';

/** An onboarding, and when it was last written, to the microsecond: as text, since a Date holds no more than milliseconds. */
export interface RowVersion {
  id: string;
  updated: string;
}

type LockedOnboarding = Pick<Selectable<OnboardingsTable>, 'id' | 'view' | 'input' | 'replanned'>;

/** Does `work` on an open onboarding under its lock; nothing where its workflow, or another reconciler, wrote since it was seen. */
export function runIfUnchanged(
  database: Database,
  { id, updated }: RowVersion,
  work: (transaction: DatabaseTransaction, row: LockedOnboarding) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('onboardings')
      .select(['id', 'view', 'input', 'replanned'])
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where(sql<boolean>`updated_at = ${updated}::timestamptz`)
      .forUpdate()
      .executeTakeFirst();
    if (row) await work(transaction, row);
  });
}
