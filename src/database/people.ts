import { type Insertable, type Selectable, sql } from 'kysely';
import type { Locale } from '../domain/locale';
import type { AccountState, Role } from '../domain/status';
import type { Database, DatabaseTransaction } from './client';
import { loadCompany } from './company';
import { buildContainsPattern, foldColumn, splitSearchWords } from './like-patterns';
import type { PeopleTable } from './access-tables';

export type PersonRow = Selectable<PeopleTable>;

/** Named, so that PostgreSQL prepares the statements: every call looks up its caller. */
const COLUMNS = ['email', 'name', 'roles', 'manager_email', 'language', 'state', 'sample'] as const;

interface PeopleFilters {
  /** Words, each of which is part of the name or the address. */
  q?: string;
  role?: Role;
  /** Default: all but the removed ones. */
  state?: AccountState;
}

/** One page of people by e-mail address. */
export function listPeople(
  database: Database,
  { q, role, state, after, limit }: PeopleFilters & { after?: string; limit: number },
): Promise<PersonRow[]> {
  let query = database.selectFrom('people').selectAll().orderBy('email').limit(limit);
  query = state ? query.where('state', '=', state) : query.where('state', '<>', 'removed');
  for (const word of splitSearchWords(q))
    query = query.where((where) =>
      where.or(['name', 'email'].map((column) => where(foldColumn(column), 'like', buildContainsPattern(word)))),
    );
  if (role) query = query.where((where) => where(where.val(role), '=', where.fn.any('roles')));
  if (after) query = query.where('email', '>', after);
  return query.execute();
}

/** Finds a person in any state. */
export function findPerson(database: Database, email: string): Promise<PersonRow | undefined> {
  return database.selectFrom('people').select(COLUMNS).where('email', '=', email).executeTakeFirst();
}

/** Finds an assignable person. */
export function findActivePerson(database: Database, email: string): Promise<PersonRow | undefined> {
  return database
    .selectFrom('people')
    .select(COLUMNS)
    .where('email', '=', email)
    .where('state', '=', 'active')
    .executeTakeFirst();
}

/** Reads the person and locks the row until the transaction ends. */
export function lockPerson(transaction: DatabaseTransaction, email: string): Promise<PersonRow | undefined> {
  return transaction.selectFrom('people').selectAll().where('email', '=', email).forUpdate().executeTakeFirst();
}

/** Returns undefined if the address is known already. */
export function insertPerson(
  transaction: DatabaseTransaction,
  person: Omit<Insertable<PeopleTable>, 'sample' | 'state'>,
): Promise<PersonRow | undefined> {
  return transaction
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Returns how many were added: fewer than passed if a concurrent call added one of them. */
export async function insertPeople(
  transaction: DatabaseTransaction,
  people: readonly Omit<Insertable<PeopleTable>, 'sample' | 'state'>[],
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('people')
    .values(people)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** Returns those of the addresses that are in the list, in any state. */
export async function findKnownEmails(
  database: Database | DatabaseTransaction,
  emails: readonly string[],
): Promise<Set<string>> {
  const rows = await database
    .selectFrom('people')
    .select('email')
    .where(sql<boolean>`email = any(${emails}::text[])`)
    .execute();
  return new Set(rows.map(({ email }) => email));
}

/**
 * Replaces all data of the person and clears the sample mark; without `language`, the person's own choice stays. Returns
 * undefined if the address is unknown.
 */
export function replacePerson(
  transaction: DatabaseTransaction,
  { email, ...fields }: Omit<Insertable<PeopleTable>, 'sample' | 'state'>,
): Promise<PersonRow | undefined> {
  return transaction
    .updateTable('people')
    .set({ ...fields, sample: false })
    .where('email', '=', email)
    .returningAll()
    .executeTakeFirst();
}

/** @throws NoResultError if the address is unknown */
export function setAccountState(
  transaction: DatabaseTransaction,
  email: string,
  state: AccountState,
): Promise<PersonRow> {
  return transaction
    .updateTable('people')
    .set({ state })
    .where('email', '=', email)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function setRoles(transaction: DatabaseTransaction, email: string, roles: Role[]): Promise<void> {
  await transaction.updateTable('people').set({ roles }).where('email', '=', email).execute();
}

/** Null follows the company's language. Returns undefined if the address is unknown. */
export function setLanguage(
  transaction: DatabaseTransaction,
  email: string,
  language: Locale | null,
): Promise<PersonRow | undefined> {
  return transaction
    .updateTable('people')
    .set({ language })
    .where('email', '=', email)
    .returningAll()
    .executeTakeFirst();
}

/** Looks up the people's own languages at once; all others, new hires among them, read the company's language. */
export async function findReaderLanguages(
  database: Database,
  emails: readonly string[],
): Promise<(email: string) => Locale> {
  const company = await loadCompany(database);
  const rows = await database.selectFrom('people').select(['email', 'language']).where('email', 'in', emails).execute();
  const languages = new Map(rows.map(({ email, language }) => [email, language]));
  return (email) => languages.get(email) ?? company.language;
}

/** Makes another person the manager of the reports, and the deputy in all absences, unless it is their own absence. */
export async function replaceAsManagerAndDeputy(
  transaction: DatabaseTransaction,
  email: string,
  substituteEmail: string,
): Promise<void> {
  await transaction
    .updateTable('people')
    .set({ manager_email: substituteEmail })
    .where('manager_email', '=', email)
    .where('email', '<>', substituteEmail)
    .execute();
  await transaction
    .updateTable('absences')
    .set({ deputy_email: substituteEmail })
    .where('deputy_email', '=', email)
    .where('email', '<>', substituteEmail)
    .execute();
}
