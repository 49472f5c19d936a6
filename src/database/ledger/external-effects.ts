import { sql } from 'kysely';
import type { Database } from '../client';
import {
  barOlderGenerations,
  updateEffect,
  type EffectRef,
  EffectUndoneError,
  matchesEffect,
  lockOrInsertEffect,
  markEffectDone,
  markEffectUndone,
} from './transactional-effects';

/** Another attempt may still reach the outside system. Retry after its lease has expired. */
export class LeaseHeldError extends Error {
  override readonly name = 'LeaseHeld';
  constructor(readonly remainingMs: number) {
    super('Another attempt at this effect may still be under way.');
  }
}

/** Run and undo of an effect outside our database, both by idempotency key. */
export interface ExternalEffect<Result> {
  /** Milliseconds. Must exceed the duration of any request of one attempt. */
  leaseMs: number;
  run(): Promise<Result>;
  /** `done`: result of the run, if it is known to have ended. */
  undo(runResult?: unknown): Promise<void>;
  /** True if the system itself rejected the call: it had no effect, and nothing of it is still under way. */
  isRejection(error: unknown): boolean;
}

type Lease = { until: Date; isNewRow: boolean };

/**
 * Runs an effect outside our database under a lease, so that no other attempt and no undo acts at the same time.
 * A crash between the effect and its record leaves `running`: after the lease, the call is repeated by the same key.
 * @throws EffectUndoneError when the undo came first
 * @throws LeaseHeldError while another attempt may be under way
 */
export async function runExternalEffect<Result>(
  database: Database,
  ref: EffectRef,
  effect: ExternalEffect<Result>,
): Promise<Result> {
  const claim = await claimRun<Result>(database, ref, effect.leaseMs);
  if ('result' in claim) return claim.result;
  const result = await effect.run().catch(async (error: unknown) => {
    if (effect.isRejection(error)) await releaseLease(database, ref, claim).catch(() => undefined);
    throw error;
  });
  if (!(await markEffectDone(database, ref, result)) && !(await isEffectDone(database, ref))) {
    // The attempt outlived its lease and an undo ran in between: undo the effect that landed after it.
    await effect.undo();
    throw new EffectUndoneError();
  }
  return result;
}

/**
 * Undoes an external effect: bars further runs, undoes, leaves a tombstone. Only the tombstone if nothing ever ran.
 * @throws LeaseHeldError while an attempt may be under way
 */
export async function undoExternalEffect(
  database: Database,
  ref: EffectRef,
  effect: Omit<ExternalEffect<unknown>, 'run'>,
): Promise<void> {
  const lease = await claimUndo(database, ref, effect.leaseMs);
  if (!lease) return;
  await effect.undo(lease.runResult).catch(async (error: unknown) => {
    if (effect.isRejection(error)) await releaseLease(database, ref, lease).catch(() => undefined);
    throw error;
  });
  await markEffectUndone(database, ref);
}

async function claimRun<Result>(
  database: Database,
  ref: EffectRef,
  leaseMs: number,
): Promise<Lease | { result: Result }> {
  const until = await claimFirstRun(database, ref, leaseMs);
  if (until) return { isNewRow: true, until };
  return database.transaction().execute(async (tx) => {
    const olderMs = await barOlderGenerations(tx, ref);
    if (olderMs > 0) throw new LeaseHeldError(olderMs);
    const { isNewRow, row } = await lockOrInsertEffect(tx, ref, 'running');
    if (row.state === 'done') return { result: row.result as Result };
    if (row.state !== 'running') throw new EffectUndoneError();
    if (row.leasedMs > 0) throw new LeaseHeldError(row.leasedMs);
    return { isNewRow, until: await takeLease(tx, ref, 'running', leaseMs) };
  });
}

function claimUndo(
  database: Database,
  ref: EffectRef,
  leaseMs: number,
): Promise<(Lease & { runResult: unknown }) | undefined> {
  return database.transaction().execute(async (tx) => {
    const { row } = await lockOrInsertEffect(tx, ref, 'undone');
    if (row.state === 'undone') return undefined;
    if (row.leasedMs > 0) throw new LeaseHeldError(row.leasedMs);
    return { isNewRow: false, until: await takeLease(tx, ref, 'undoing', leaseMs), runResult: row.result ?? undefined };
  });
}

/** Fast path: claims in one statement an effect that no attempt and no undo ever touched. Undefined for all others. */
async function claimFirstRun(database: Database, ref: EffectRef, leaseMs: number): Promise<Date | undefined> {
  const { onboardingId, step, generation, activity } = ref;
  if (generation > 1) return undefined;
  const row = await database
    .insertInto('effects')
    .values({
      onboarding_id: onboardingId,
      step,
      generation,
      activity,
      state: 'running',
      lease_until: buildLeaseEnd(leaseMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('lease_until')
    .executeTakeFirst();
  return row?.lease_until ?? undefined;
}

async function takeLease(tx: Database, ref: EffectRef, state: 'running' | 'undoing', leaseMs: number): Promise<Date> {
  const row = await updateEffect(tx, ref)
    .set({ state, lease_until: buildLeaseEnd(leaseMs), updated_at: sql`now()` })
    .returning('lease_until')
    .executeTakeFirstOrThrow();
  if (!row.lease_until) throw new Error('The ledger did not keep the lease.');
  return row.lease_until;
}

// Whole milliseconds: the instant also identifies the lease, and a Date has no finer precision.
const buildLeaseEnd = (leaseMs: number) =>
  sql<Date>`date_trunc('milliseconds', clock_timestamp()) + ${leaseMs} * interval '1 millisecond'`;

/**
 * Ends the lease after a rejection, so that the next attempt need not wait. Deletes a row inserted by this attempt:
 * no earlier call is in doubt, so there is nothing to undo.
 */
async function releaseLease(database: Database, ref: EffectRef, { isNewRow, until }: Lease): Promise<void> {
  const query = isNewRow
    ? database.deleteFrom('effects').where(matchesEffect(ref)).where('lease_until', '=', until)
    : updateEffect(database, ref).set({ lease_until: null }).where('lease_until', '=', until);
  await query.execute();
}

async function isEffectDone(database: Database, ref: EffectRef): Promise<boolean> {
  const row = await database.selectFrom('effects').select('state').where(matchesEffect(ref)).executeTakeFirst();
  return row?.state === 'done';
}
