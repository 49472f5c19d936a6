import type { Database, DatabaseTransaction } from './client';

/** Runs `work` in the current transaction, or in a new one if there is none. */
export const inTransaction = <T>(database: Database, work: (tx: DatabaseTransaction) => Promise<T>): Promise<T> =>
  database.isTransaction ? work(database as DatabaseTransaction) : database.transaction().execute(work);

/** Runs `read` on one snapshot, so that all its statements see the same state. */
export const inReadOnlyTransaction = <T>(
  database: Database,
  read: (transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> => database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
