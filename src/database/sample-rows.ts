import { sql } from 'kysely';
import type { OnboardingStatus } from '../domain/status';
import type { Database, DatabaseTransaction } from './client';
import { unlinkIdentities } from './identities';
import { revokeSessions } from './sessions';
import { discardSignInLinks } from './sign-in-links';
import { revokeTokens } from './tokens';

export interface SampleCounts {
  people: number;
  equipment: number;
  trainings: number;
}

export interface OpenOnboarding {
  id: string;
  employeeName: string;
  status: OnboardingStatus;
}

/** True for an onboarding that was planned with the sample company. */
const isOfSample = sql<boolean>`coalesce((onboardings.input #>> '{plan,companyVersion}')::int in
  (select version from company_versions where (settings ->> 'isSample')::boolean), false)`;

/** Tells if the company is the sample, or any row of it is left. */
export async function hasSample(database: Database | DatabaseTransaction): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean }>`
    select coalesce(
        (select (settings ->> 'isSample')::boolean from company_versions order by version desc limit 1), false)
      or exists (select from people where sample)
      or exists (select from items where sample)
      or exists (select from training_sessions where sample) as "isThere"`.execute(database);
  return rows[0]?.isThere ?? false;
}

export async function countSampleRows(database: Database | DatabaseTransaction): Promise<SampleCounts> {
  const { rows } = await sql<SampleCounts>`
    select (select count(*)::int from people where sample) as people,
      (select count(*)::int from items where sample) as equipment,
      (select count(*)::int from training_sessions where sample) as trainings`.execute(database);
  return rows[0] ?? { people: 0, equipment: 0, trainings: 0 };
}

/** Lists the open onboardings that were planned with the sample company, oldest first. */
export const listOpenSampleOnboardings = (database: Database | DatabaseTransaction): Promise<OpenOnboarding[]> =>
  database
    .selectFrom('onboardings')
    .select(['id', 'employee_name as employeeName', 'status'])
    .where('closed_at', 'is', null)
    .where(isOfSample)
    .orderBy('submitted_at')
    .execute();

/** Lists the company’s own open onboardings in which a person of the sample is the manager, or has an open request. */
export const listOnboardingsWithSamplePeople = (
  transaction: DatabaseTransaction,
  keptEmails: readonly string[],
): Promise<OpenOnboarding[]> =>
  transaction
    .selectFrom('onboardings')
    .select(['id', 'employee_name as employeeName', 'status'])
    .where('closed_at', 'is', null)
    .where(sql<boolean>`not ${isOfSample}`)
    .where(
      sql<boolean>`exists (select from people where sample and email <> all(${keptEmails}::text[])
        and (email = onboardings.manager_email or email = any(onboardings.pending_people)))`,
    )
    .orderBy('submitted_at')
    .execute();

/**
 * Deletes all rows of the sample. Those that people rely on become the company’s own instead: the accounts in `keptEmails`, and
 * the items and seats of the company’s own onboardings. No onboarding of the sample may be open.
 */
export async function deleteSampleRows(
  transaction: DatabaseTransaction,
  keptEmails: readonly string[],
): Promise<SampleCounts> {
  return {
    people: await deletePeople(transaction, keptEmails),
    equipment: await deleteItems(transaction),
    trainings: await deleteTrainings(transaction),
  };
}

async function deletePeople(transaction: DatabaseTransaction, keptEmails: readonly string[]): Promise<number> {
  await sql`update people set sample = false where sample and email = any(${keptEmails}::text[])`.execute(transaction);
  const people = await transaction
    .selectFrom('people')
    .select('email')
    .where('sample', '=', true)
    .forUpdate()
    .execute();
  const emails = people.map(({ email }) => email);
  for (const email of emails) {
    await revokeSessions(transaction, email);
    await revokeTokens(transaction, email);
    await discardSignInLinks(transaction, email);
    await unlinkIdentities(transaction, email);
  }
  await sql`delete from absences where email = any(${emails}::text[]) or deputy_email = any(${emails}::text[])`.execute(
    transaction,
  );
  await sql`update people set manager_email = null where manager_email = any(${emails}::text[])`.execute(transaction);
  await sql`delete from people where email = any(${emails}::text[])`.execute(transaction);
  return emails.length;
}

/** Locks the rows first, so that a reservation that is being written counts. */
async function deleteItems(transaction: DatabaseTransaction): Promise<number> {
  await sql`select from items where sample for update`.execute(transaction);
  await sql`update items set sample = false from onboardings
    where sample and onboardings.id = items.onboarding_id and not ${isOfSample}`.execute(transaction);
  const { numAffectedRows = 0n } = await sql`delete from items where sample`.execute(transaction);
  return Number(numAffectedRows);
}

/** Locks the rows first, so that a seat that is being booked counts. */
async function deleteTrainings(transaction: DatabaseTransaction): Promise<number> {
  await sql`select from training_sessions where sample for update`.execute(transaction);
  await sql`update training_sessions set sample = false where sample and exists (
    select from seats join onboardings on onboardings.id = seats.onboarding_id
    where seats.session_id = training_sessions.id and not ${isOfSample})`.execute(transaction);
  await sql`delete from seats using training_sessions
    where training_sessions.id = session_id and training_sessions.sample`.execute(transaction);
  const { numAffectedRows = 0n } = await sql`delete from training_sessions where sample`.execute(transaction);
  return Number(numAffectedRows);
}
