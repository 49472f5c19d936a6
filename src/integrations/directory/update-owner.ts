import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import { claimUsername, toNameColumns } from './claim-username';
import type { AccountOwner } from './directory';
import { deriveUsername } from './username';

/** See `Directory.updateOwner`. The claim keeps the key under which it was made. */
export async function updateOwner(tx: Database, owner: AccountOwner): Promise<string> {
  const claim = await tx
    .selectFrom('usernames')
    .select(['username', 'effect_key as key'])
    .where('onboarding_id', '=', owner.onboardingId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (claim === undefined) throw new SystemError('NoUsername', {});
  if (await mustRename(tx, claim.username, owner)) return replaceUsername(tx, claim, owner);
  await tx.updateTable('usernames').set(toNameColumns(owner)).where('username', '=', claim.username).execute();
  return claim.username;
}

/** A username that people have signed in with stays. */
async function mustRename(tx: Database, username: string, { name }: AccountOwner): Promise<boolean> {
  const base = deriveUsername(name);
  if (username.startsWith(base) && /^\d*$/.test(username.slice(base.length))) return false;
  const usedAccount = await tx
    .selectFrom('accounts')
    .select('username')
    .where('username', '=', username)
    .where('ever_active', '=', true)
    .executeTakeFirst();
  return usedAccount === undefined;
}

/** Claims the new username before the accounts move to it; two claims have the same key in between, so the old one loses it. */
async function replaceUsername(
  tx: Database,
  { username, key }: { username: string; key: string },
  owner: AccountOwner,
): Promise<string> {
  await tx
    .updateTable('usernames')
    .set({ effect_key: `${key}/replaced` })
    .where('username', '=', username)
    .execute();
  const newUsername = await claimUsername(tx, { ...owner, key });
  await tx.updateTable('accounts').set({ username: newUsername }).where('username', '=', username).execute();
  await tx.deleteFrom('usernames').where('username', '=', username).execute();
  return newUsername;
}
