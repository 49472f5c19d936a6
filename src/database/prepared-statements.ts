import type { PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import { isDatabaseUnavailable } from './is-database-unavailable';

/** Statements whose texts differ only in the number of values must not fill the server's memory. */
const MAX_PREPARED_STATEMENTS = 250;
const MAX_STATEMENT_LENGTH = 5_000;

const statementNames = new Map<string, string>();

/**
 * Wraps the pool for Kysely and names each statement: a connection parses it once, and PostgreSQL keeps its plan.
 * Statements that select `*` stay unnamed, since their plan would break when a newer process adds a column.
 */
export const withPreparedStatements = (pool: Pool): PostgresPool => ({
  async connect() {
    const client = await pool.connect();
    let isBroken = false;
    const query = (text: string, values: readonly unknown[]) =>
      client.query({ name: getStatementName(text, values), text, values: [...values] }).catch((error: unknown) => {
        isBroken ||= isDatabaseUnavailable(error);
        throw error;
      });
    // The server announces the end of a connection before closing it. Released in between, it would fail the next call.
    return { query, release: () => client.release(isBroken) } as unknown as Awaited<
      ReturnType<PostgresPool['connect']>
    >;
  },
  end: () => pool.end(),
});

function getStatementName(text: string, values: readonly unknown[]): string | undefined {
  const existingName = statementNames.get(text);
  if (existingName !== undefined) return existingName;
  if (
    values.length === 0 ||
    text.includes('*') ||
    text.length > MAX_STATEMENT_LENGTH ||
    statementNames.size >= MAX_PREPARED_STATEMENTS
  )
    return undefined;
  const name = `firstday_${String(statementNames.size)}`;
  statementNames.set(text, name);
  return name;
}
