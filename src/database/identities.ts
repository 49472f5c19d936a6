import type { Database, DatabaseTransaction } from './client';

export interface IdentityKey {
  issuer: string;
  /** The provider's permanent id of the account (claim `sub`). */
  subject: string;
}

/** Returns the e-mail address of the person that this account is linked to. */
export async function findIdentityEmail(
  database: Database,
  { issuer, subject }: IdentityKey,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('identities')
    .select('email')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.email;
}

/** Links the account to the person. Returns false if either is linked to another one. */
export async function linkIdentity(
  database: Database,
  { issuer, subject }: IdentityKey,
  email: string,
): Promise<boolean> {
  await database
    .insertInto('identities')
    .values({ issuer, subject, email })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await findIdentityEmail(database, { issuer, subject })) === email;
}

/** Unlinks all accounts of the person: the next sign-in by a verified address links again. */
export async function unlinkIdentities(transaction: DatabaseTransaction, email: string): Promise<void> {
  await transaction.deleteFrom('identities').where('email', '=', email).execute();
}
