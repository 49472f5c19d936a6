import type { Selectable } from 'kysely';
import type { Role } from '../domain/status';
import type { Database, DatabaseTransaction } from './client';
import { buildContainsPattern } from './like-patterns';
import type { PeopleTable } from './schema';

export type PersonRow = Selectable<PeopleTable>;

/** One page of people by e-mail address. `q` matches part of a name or an address. */
export function listPeople(
  database: Database,
  { q, role, after, limit }: { q?: string; role?: Role; after?: string; limit: number },
): Promise<PersonRow[]> {
  let query = database.selectFrom('people').selectAll().orderBy('email').limit(limit);
  if (q)
    query = query.where((where) =>
      where.or([where('name', 'ilike', buildContainsPattern(q)), where('email', 'ilike', buildContainsPattern(q))]),
    );
  if (role) query = query.where((where) => where(where.val(role), '=', where.fn.any('roles')));
  if (after) query = query.where('email', '>', after);
  return query.execute();
}

export function findPerson(database: Database, email: string): Promise<PersonRow | undefined> {
  return database.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst();
}

/** Reads the person and locks the row until the transaction ends. */
export function lockPerson(transaction: DatabaseTransaction, email: string): Promise<PersonRow | undefined> {
  return transaction.selectFrom('people').selectAll().where('email', '=', email).forUpdate().executeTakeFirst();
}

/** Returns undefined if the address is known already. */
export function insertPerson(
  transaction: DatabaseTransaction,
  person: Omit<PersonRow, 'sample'>,
): Promise<PersonRow | undefined> {
  return transaction
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Replaces all data of the person and clears the sample mark. Returns undefined if the address is unknown. */
export function replacePerson(
  transaction: DatabaseTransaction,
  { email, ...fields }: Omit<PersonRow, 'sample'>,
): Promise<PersonRow | undefined> {
  return transaction
    .updateTable('people')
    .set({ ...fields, sample: false })
    .where('email', '=', email)
    .returningAll()
    .executeTakeFirst();
}
