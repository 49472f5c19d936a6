import type { PostgresPool } from 'kysely';
import type { Pool } from 'pg';
import { isDatabaseAway } from './is-unavailable';

/** Statements that differ in their text only by how many values they hold must not fill the server's memory. */
const MOST_NAMES = 250;
const LONGEST_TEXT = 5_000;

const names = new Map<string, string>();

/**
 * The pool as Kysely uses it, each statement under a name of its own: a connection parses it once, and PostgreSQL keeps
 * its plan. What gives "all columns" has none: its plan would break when a newer process adds a column.
 */
export const prepared = (pool: Pool): PostgresPool => ({
  async connect() {
    const client = await pool.connect();
    let isBroken = false;
    const query = (text: string, values: readonly unknown[]) =>
      client.query({ name: nameOf(text, values), text, values: [...values] }).catch((error: unknown) => {
        isBroken ||= isDatabaseAway(error);
        throw error;
      });
    // The server says that it ends a connection before the connection ends: given back meanwhile, it would fail the next call.
    return { query, release: () => client.release(isBroken) } as unknown as Awaited<
      ReturnType<PostgresPool['connect']>
    >;
  },
  end: () => pool.end(),
});

function nameOf(text: string, values: readonly unknown[]): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (values.length === 0 || text.includes('*') || text.length > LONGEST_TEXT || names.size >= MOST_NAMES)
    return undefined;
  const name = `firstday_${String(names.size)}`;
  names.set(text, name);
  return name;
}
