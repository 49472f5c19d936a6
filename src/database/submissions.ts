import { type Insertable, sql } from 'kysely';
import { createFieldError } from '../domain/field-errors/field-error';
import { createReason } from '../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../lib/errors';
import { inTransaction } from './transactions';
import { type AuditEntry, toAuditRow } from './audit';
import type { Database, DatabaseTransaction } from './client';
import { loadCompany } from './company';
import type { OnboardingsTable } from './schema';

/** Promised to API callers: for this long the same key returns the same response. */
export const IDEMPOTENCY_DAYS = 30;
/** Expired keys deleted by each submission with a key: more than it adds. */
const MAX_EXPIRED_KEYS_DELETED = 5;
const expiryCutoff = sql<Date>`now() - make_interval(days => ${sql.lit(IDEMPOTENCY_DAYS)})`;

/** Identifies repetitions of the same request of a caller. */
export interface IdempotencyKey {
  caller: string;
  key: string;
  bodyHash: string;
}

export interface Submission<Answer> {
  onboarding: Insertable<OnboardingsTable>;
  /** API response, returned again for every call with the same key. */
  response: Answer;
  idempotency?: IdempotencyKey;
  audit: AuditEntry;
}

/**
 * Returns the response stored under this key, if there is one.
 * @throws FirstdayError `idempotency-key-reused` when the key was used with another body
 */
export async function findStoredResponse(
  database: Database | DatabaseTransaction,
  idempotency: IdempotencyKey,
): Promise<unknown> {
  const stored = await database
    .selectFrom('idempotency')
    .select(['body_hash', 'response'])
    .where('caller', '=', idempotency.caller)
    .where('key', '=', idempotency.key)
    .where('created_at', '>', expiryCutoff)
    .executeTakeFirst();
  if (stored && stored.body_hash !== idempotency.bodyHash) throw new FirstdayError('idempotency-key-reused');
  return stored?.response;
}

/**
 * Inserts the onboarding with its unique open key, the idempotency row and the audit row, all or nothing.
 * Returns the stored response if another submission used the key first.
 * @throws FirstdayError `already-open`, naming the open onboarding, when the person has one
 * @throws FirstdayError `idempotency-key-reused` when the key was used with another body
 */
export async function insertSubmission<Answer>(database: Database, submission: Submission<Answer>): Promise<unknown> {
  const { idempotency, onboarding, response, audit } = submission;
  if (idempotency)
    return inTransaction(database, (transaction) =>
      runOncePerKey(transaction, idempotency, { id: onboarding.id, response }, () =>
        insertOnboarding(transaction, onboarding, audit),
      ),
    );
  await insertOnboarding(database, onboarding, audit);
  return response;
}

/**
 * Runs `work` and stores the answer under the key. If another call used the key first, only returns its answer.
 * @throws FirstdayError `idempotency-key-reused` when that call had another body
 */
export async function runOncePerKey<Answer>(
  transaction: DatabaseTransaction,
  idempotency: IdempotencyKey | undefined,
  { id, response }: { id: string; response: Answer },
  work: () => Promise<void>,
): Promise<unknown> {
  // The key is claimed first: an identical call waits here for this one's commit, then finds its answer.
  if (idempotency && !(await claimKey(transaction, idempotency, id, response)))
    return findStoredResponse(transaction, idempotency);
  if (idempotency) await deleteExpiredKeys(transaction);
  await work();
  return response;
}

async function claimKey(transaction: DatabaseTransaction, idempotency: IdempotencyKey, id: string, response: unknown) {
  const row = { body_hash: idempotency.bodyHash, onboarding_id: id, response: JSON.stringify(response) };
  const claimed = await transaction
    .insertInto('idempotency')
    .values({ caller: idempotency.caller, key: idempotency.key, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['caller', 'key'])
        .doUpdateSet({ ...row, created_at: new Date() })
        .where('idempotency.created_at', '<=', expiryCutoff),
    )
    .returning('key')
    .executeTakeFirst();
  return claimed !== undefined;
}

async function deleteExpiredKeys(transaction: DatabaseTransaction): Promise<void> {
  await sql`
    delete from idempotency where (caller, key) in (
      select caller, key from idempotency where created_at <= ${expiryCutoff} limit ${sql.lit(MAX_EXPIRED_KEYS_DELETED)}
      for update skip locked
    )`.execute(transaction);
}

export async function findOpenOnboardingId(
  database: Database | DatabaseTransaction,
  openKey: string | null,
): Promise<string | undefined> {
  const row = await database.selectFrom('onboardings').select('id').where('open_key', '=', openKey).executeTakeFirst();
  return row?.id;
}

const createAlreadyOpenError = (params: { onboardingId: string }) =>
  new FirstdayError('already-open', createReason('already-open', params), [], params);

/** @throws FirstdayError `already-open`, or `invalid-request` if the location was removed after the request was planned */
async function insertOnboarding(
  database: Database | DatabaseTransaction,
  row: Insertable<OnboardingsTable>,
  audit: AuditEntry,
): Promise<void> {
  if (await tryToInsert(database, row, audit)) return;
  const openOnboardingId = await findOpenOnboardingId(database, row.open_key ?? null);
  if (openOnboardingId !== undefined) throw createAlreadyOpenError({ onboardingId: openOnboardingId });
  await requireLocation(database, row.location);
  // The holder closed between the two statements, so the key is free now.
  return insertOnboarding(database, row, audit);
}

async function requireLocation(database: Database | DatabaseTransaction, location: string): Promise<void> {
  const allowed = Object.keys((await loadCompany(database)).locations);
  if (!allowed.includes(location))
    throw createInvalidRequestError([createFieldError('job.location', 'choice', { allowed })]);
}

/**
 * Inserts row and audit in one statement, which is atomic without a transaction of its own.
 * @returns false if the open key is taken, or the location is gone
 */
async function tryToInsert(
  database: Database | DatabaseTransaction,
  row: Insertable<OnboardingsTable>,
  audit: AuditEntry,
): Promise<boolean> {
  const columns = Object.entries(row).filter(([, value]) => value !== undefined);
  const values = Object.entries(toAuditRow(audit));
  const inserted = await database
    .with('opened', (query) =>
      query
        .insertInto('onboardings')
        .columns(columns.map(([column]) => column as keyof OnboardingsTable))
        .expression(
          database
            .selectNoFrom(columns.map(([column, value]) => sql.val(value).as(column)))
            .where(sql<boolean>`has_location(${row.location})`),
        )
        .onConflict((conflict) => conflict.column('open_key').doNothing())
        .returning('id'),
    )
    .insertInto('audit')
    .columns(values.map(([column]) => column as keyof ReturnType<typeof toAuditRow>))
    .expression((query) =>
      query.selectFrom('opened').select(values.map(([column, value]) => sql.val(value).as(column))),
    )
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
