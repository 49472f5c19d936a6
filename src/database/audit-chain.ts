import { sql } from 'kysely';
import type { Database } from './client';

/** Link of the chain. `content` and `salt` are null once the entry was erased. */
export interface ChainedAuditEntry {
  position: string;
  digest: Buffer;
  hash: Buffer;
  content: string | null;
  salt: string | null;
}

export interface AuditHead {
  position: string;
  hash: Buffer;
}

export const readAuditHead = (database: Database): Promise<AuditHead> =>
  database.selectFrom('audit_head').select(['position', 'hash']).executeTakeFirstOrThrow();

/** Lists the links after `position`, up to the one at `last`. */
export function listChainedEntries(
  database: Database,
  { after, last, limit }: { after: string; last: string; limit: number },
): Promise<ChainedAuditEntry[]> {
  return database
    .selectFrom('audit_chain')
    .leftJoin('audit', 'audit.id', 'audit_id')
    .select([
      'position',
      'digest',
      'hash',
      'salt',
      sql<string | null>`case when audit.id is not null then format_audit_entry(audit) end`.as('content'),
    ])
    .where('position', '>', after)
    .where('position', '<=', last)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** Lists entries without a link, which only somebody with the rights of the schema's owner can have inserted. */
export async function listUnchainedEntries(database: Database, limit: number): Promise<string[]> {
  const rows = await database
    .selectFrom('audit')
    .leftJoin('audit_chain', 'audit_id', 'audit.id')
    .select(sql<string>`format_audit_entry(audit)`.as('content'))
    .where('position', 'is', null)
    .orderBy('audit.id')
    .limit(limit)
    .execute();
  return rows.map(({ content }) => content);
}

/** Erases entries older than `days`, which leaves their links and an entry that names them. */
export async function eraseOldAuditEntries(database: Database, days: number): Promise<void> {
  await sql`select erase_old_audit_entries(${days}::int)`.execute(database);
}
