import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import { withPreparedStatements } from './prepared-statements';
import type { Schema } from './schema';

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

const DATE_OID = 1082;
// Keeps a date as YYYY-MM-DD: it is a calendar date, not an instant in some time zone.
types.setTypeParser(DATE_OID, (text) => text);

/** Bounds every wait: for a lock, for a statement, for a process frozen inside its transaction. */
const SESSION_TIMEOUTS_SQL = `set lock_timeout = '10s'; set statement_timeout = '15s'; set idle_in_transaction_session_timeout = '20s'`;

/** A new connection costs a server process, a handshake and every query plan, so idle ones are kept for a while. */
const IDLE_CONNECTION_TIMEOUT_MS = 300_000;

/** Opens a pool that connects on the first query. `withoutTimeouts` is for migrations, which may take long. */
export function openDatabase(
  url: string,
  maxConnections: number,
  withoutTimeouts = false,
): { database: Database; pool: Pool } {
  const pool = createPool(url, maxConnections, withoutTimeouts ? undefined : SESSION_TIMEOUTS_SQL);
  const dialect = new PostgresDialect({ pool: withPreparedStatements(pool) });
  return { database: new Kysely<Schema>({ dialect }), pool };
}

/** `sessionSql` runs first on each new connection. */
function createPool(url: string, maxConnections: number, sessionSql: string | undefined): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: IDLE_CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    // The pool awaits the promise before the first query, although its type does not declare that.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    onConnect: sessionSql === undefined ? undefined : (client) => client.query(sessionSql),
  });
  // The pool replaces an idle connection that breaks (a server restart). Unhandled, its event would end the process.
  pool.on('error', () => undefined);
  // A connection that breaks in use fails its current or next query. Unhandled, its event would end the process, too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
