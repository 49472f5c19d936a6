import type { Database, DatabaseTransaction } from './database';

/** Runs `work` in the transaction at hand, or in one of its own. */
export const atomically = <T>(database: Database, work: (tx: DatabaseTransaction) => Promise<T>): Promise<T> =>
  database.isTransaction ? work(database as DatabaseTransaction) : database.transaction().execute(work);
