import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './client';
import type { TokensTable } from './access-tables';

export type TokenRow = Selectable<TokensTable>;

/** All columns but the hash. */
const COLUMNS = ['id', 'email', 'name', 'roles', 'created_by', 'created_at', 'expires_at', 'revoked_at'] as const;

export type UsableToken = Omit<TokenRow, 'hash'>;

/** Finds a token by its hash or id. Returns undefined if it is unknown, expired or revoked. */
export function findUsableToken(
  database: Database,
  key: { hash: string } | { id: string },
): Promise<UsableToken | undefined> {
  return database
    .selectFrom('tokens')
    .select(COLUMNS)
    .where((where) => ('hash' in key ? where('hash', '=', key.hash) : where('id', '=', key.id)))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
    .executeTakeFirst();
}

export function insertToken(transaction: DatabaseTransaction, token: Insertable<TokensTable>): Promise<TokenRow> {
  return transaction.insertInto('tokens').values(token).returningAll().executeTakeFirstOrThrow();
}

/** One page of all tokens, expired and revoked ones included, newest first. */
export function listTokens(
  database: Database,
  { after, limit }: { after?: { createdAt: string; id: string }; limit: number },
): Promise<UsableToken[]> {
  return database
    .selectFrom('tokens')
    .select(COLUMNS)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Returns false if there is no token with this id. A second call keeps the first instant. */
export async function revokeToken(transaction: DatabaseTransaction, id: string): Promise<boolean> {
  const revoked = await transaction
    .updateTable('tokens')
    .set((set) => ({ revoked_at: set.fn.coalesce('revoked_at', set.val(new Date())) }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}

/** Revokes every token of the person. */
export async function revokeTokens(transaction: DatabaseTransaction, email: string): Promise<void> {
  await transaction
    .updateTable('tokens')
    .set({ revoked_at: new Date() })
    .where('email', '=', email)
    .where('revoked_at', 'is', null)
    .execute();
}
