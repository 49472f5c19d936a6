import type { Database, DatabaseTransaction } from './client';

/** Runs `work` in the transaction at hand, or in one of its own. */
export const inTransaction = <T>(database: Database, work: (tx: DatabaseTransaction) => Promise<T>): Promise<T> =>
  database.isTransaction ? work(database as DatabaseTransaction) : database.transaction().execute(work);

/** Runs `read` on one snapshot: what it reads in several statements is all of one moment. */
export const inReadOnlyTransaction = <T>(
  database: Database,
  read: (transaction: DatabaseTransaction) => Promise<T>,
): Promise<T> => database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
