import { sql } from 'kysely';
import type { Database } from '../../database/client';
import { loadCompany } from '../../database/company';
import { formatLicence, type LicenceRef } from '../../domain/demand';
import { findOwn } from '../../domain/find-own';
import { SystemError } from '../system-error';
import { selectUsernamesInUse } from './accounts';

/** Separates these advisory locks from other uses in the same database. */
const LOCK_CLASS = 0x11ce;

interface Activation {
  key: string;
  onboardingId: string;
  licences: readonly LicenceRef[];
}

/** See `Directory.activate`. */
export async function activateAccounts(
  tx: Database,
  { key, onboardingId, licences }: Activation,
): Promise<{ username: string; activated: string[] }> {
  await tx
    .updateTable('accounts')
    .set({ active: true, ever_active: true, activated_by: key })
    .where('onboarding_id', '=', onboardingId)
    .where('active', '=', false)
    .where('username', 'in', selectUsernamesInUse(tx, onboardingId))
    .execute();
  await takeLicences(tx, onboardingId, licences);
  const accounts = await tx
    .selectFrom('accounts')
    .select(['username', 'system'])
    .where('onboarding_id', '=', onboardingId)
    .where('active', '=', true)
    .orderBy('system')
    .execute();
  const [first] = accounts;
  if (!first) throw new SystemError('NoAccounts', {});
  return { username: first.username, activated: accounts.map(({ system }) => system) };
}

/** Returns the licences of the accounts that were activated with this key, and disables them. */
export async function deactivateAccounts(database: Database, key: string): Promise<void> {
  const disabled = { licence: null, active: false, activated_by: null };
  await database.updateTable('accounts').set(disabled).where('activated_by', '=', key).execute();
}

/** In the order of their codes, so that two activations never wait for each other. */
async function takeLicences(tx: Database, onboardingId: string, licences: readonly LicenceRef[]): Promise<void> {
  if (licences.length === 0) return;
  const { systems } = await loadCompany(tx);
  for (const wanted of [...licences].sort((a, b) => (formatLicence(a) < formatLicence(b) ? -1 : 1)))
    await takeLicence(
      tx,
      onboardingId,
      wanted,
      findOwn(findOwn(systems, wanted.system)?.licences ?? {}, wanted.licence),
    );
}

async function takeLicence(
  tx: Database,
  onboardingId: string,
  wanted: LicenceRef,
  offer: { seats: number } | undefined,
): Promise<void> {
  const { system, licence } = wanted;
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${formatLicence(wanted)}))`.execute(tx);
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ licence })
    .where('onboarding_id', '=', onboardingId)
    .where('system', '=', system)
    .where('active', '=', true)
    .where('licence', 'is distinct from', licence)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const seats = offer?.seats ?? 0;
  const { taken } = await tx
    .selectFrom('accounts')
    .select(sql<number>`count(*)::int`.as('taken'))
    .where('system', '=', system)
    .where('licence', '=', licence)
    .executeTakeFirstOrThrow();
  if (taken > seats) throw new SystemError('NoLicence', { system, licence, seats });
}
