import type { Database, DatabaseTransaction } from './client';

/** Runs `work` in the transaction at hand, or in one of its own. */
export const atomically = <T>(database: Database, work: (tx: DatabaseTransaction) => Promise<T>): Promise<T> =>
  database.isTransaction ? work(database as DatabaseTransaction) : database.transaction().execute(work);

/** Runs `read` on one snapshot: what it reads in several statements is all of one moment. */
export const atOneMoment = <T>(database: Database, read: (snapshot: DatabaseTransaction) => Promise<T>): Promise<T> =>
  database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
