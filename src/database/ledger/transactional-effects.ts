import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { EffectKey } from '../../domain/ids';
import type { CorrectionMode, Redo } from '../../domain/plan/resolved-plan';
import type { Database, DatabaseTransaction } from '../client';
import type { EffectsTable, Schema } from '../schema';

/** Identifies a ledger row, with its activity. */
export interface EffectRef extends EffectKey {
  activity: string;
  /**
   * How a generation relates to the previous ones. `again`: it replaces them, and once it is undone, nothing of them is left
   * either. `swap`: once it is done, they are released. `update`: it changes their effect, which they still undo.
   */
  redo: Redo | CorrectionMode;
}

/** The run came after its undo: this generation is closed and must have no effect. */
export class EffectUndoneError extends Error {
  override readonly name = 'EffectUndone';
  constructor() {
    super('This effect was already undone; only a new generation may run.');
  }
}

/**
 * Runs an effect inside our database exactly once: row lock, effect, result and `done` share one transaction.
 * A concurrent undo or attempt waits for the row.
 * @returns the result of this run, or of the first one
 * @throws EffectUndoneError when the undo came first; like any error of `effect`, it rolls everything back
 */
export function runTransactionalEffect<Result>(
  database: Database,
  ref: EffectRef,
  effect: (tx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (tx) => {
    await barOlderGenerations(tx, ref);
    const { row } = await lockOrInsertEffect(tx, ref, 'running');
    if (row.state === 'done') return row.result as Result;
    if (row.state !== 'running') throw new EffectUndoneError();
    const result = await effect(tx);
    await markEffectDone(tx, ref, result);
    return result;
  });
}

/** Undoes the effect and leaves a tombstone, in one transaction. Leaves only the tombstone if nothing ever ran. */
export function undoTransactionalEffect(
  database: Database,
  ref: EffectRef,
  undo: (tx: DatabaseTransaction, runResult: unknown) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (tx) => {
    const { row } = await lockOrInsertEffect(tx, ref, 'undone');
    if (row.state === 'undone') return;
    await undo(tx, row.result ?? undefined);
    await markEffectUndone(tx, ref);
  });
}

export type LedgerRow = Pick<Selectable<EffectsTable>, 'state' | 'result'> & {
  /** Milliseconds for which another attempt may still reach an outside system. Not above 0 if none may. */
  leasedMs: number;
};

const leasedMs = sql<number>`coalesce(extract(epoch from lease_until - clock_timestamp()) * 1000, 0)::float8`.as(
  'leasedMs',
);

/** Locks the effect's row until the transaction ends. `isNewRow`: the row was missing and was inserted in `state`. */
export async function lockOrInsertEffect(
  tx: DatabaseTransaction,
  ref: EffectRef,
  state: 'running' | 'undone',
): Promise<{ isNewRow: boolean; row: LedgerRow }> {
  const { onboardingId, step, generation, activity } = ref;
  // Waits for a transaction that is inserting the same row, then leaves that row unchanged.
  const inserted = await tx
    .insertInto('effects')
    .values({ onboarding_id: onboardingId, step, generation, activity, state })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { isNewRow: true, row: { state, result: null, leasedMs: 0 } };
  const row = await tx
    .selectFrom('effects')
    .select(['state', 'result'])
    .select(leasedMs)
    .where(matchesEffect(ref))
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { isNewRow: false, row };
}

/**
 * Records the result of an effect whose row is still `running`, and the generations that a swap released.
 * @returns false if the row has another state
 */
export async function markEffectDone(database: Database, ref: EffectRef, result: unknown): Promise<boolean> {
  const updated = await updateEffect(database, ref)
    .set({ state: 'done', result: JSON.stringify(result ?? null), lease_until: null, updated_at: sql`now()` })
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  if (ref.redo === 'swap' && ref.generation > 1)
    await markEffectUndone(database, { ...ref, generation: ref.generation - 1, redo: 'again' });
  return true;
}

/** Leaves the tombstone. If generations replace each other, also for all older ones. */
export async function markEffectUndone(database: Database, { onboardingId, step, generation, redo }: EffectRef) {
  await database
    .updateTable('effects')
    .set({ state: 'undone', lease_until: null, updated_at: sql`now()` })
    .where((row) => row.and({ onboarding_id: onboardingId, step }))
    .where('generation', redo === 'again' ? '<=' : '=', generation)
    .execute();
}

/**
 * Bars older generations from starting once a newer one has: one that never ran gets a tombstone, one interrupted
 * halfway can only be undone.
 * @returns milliseconds for which an attempt at an older one may still be under way; not above 0 if none is
 */
export async function barOlderGenerations(tx: DatabaseTransaction, ref: EffectRef): Promise<number> {
  const { onboardingId, step, generation, activity } = ref;
  if (generation === 1) return 0;
  await sql`insert into effects (onboarding_id, step, generation, activity, state)
    select ${onboardingId}, ${step}, older, ${activity}, 'undone' from generate_series(1, ${generation - 1}::int) as older
    on conflict do nothing`.execute(tx);
  const barred = await tx
    .updateTable('effects')
    .set({ state: 'undoing' })
    .where((row) => row.and({ onboarding_id: onboardingId, step, state: 'running' }))
    .where('generation', '<', generation)
    .returning(leasedMs)
    .execute();
  return Math.max(0, ...barred.map((row) => row.leasedMs));
}

/** Result of the newest older generation, which this one replaces or updates. Undefined if none is left. */
export async function findReplacedResult(database: Database, ref: EffectRef): Promise<unknown> {
  const { onboardingId, step, generation, redo } = ref;
  if ((redo !== 'again' && redo !== 'update') || generation === 1) return undefined;
  const row = await database
    .selectFrom('effects')
    .select('result')
    .where((effect) => effect.and({ onboarding_id: onboardingId, step, state: 'done' }))
    .where('generation', '<', generation)
    .orderBy('generation', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.result ?? undefined;
}

export const updateEffect = (database: Database, ref: EffectKey) =>
  database.updateTable('effects').where(matchesEffect(ref));

export const matchesEffect =
  ({ onboardingId, step, generation }: EffectKey) =>
  (row: ExpressionBuilder<Schema, 'effects'>) =>
    row.and({ onboarding_id: onboardingId, step, generation });
