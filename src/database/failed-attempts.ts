import { type Selectable, sql } from 'kysely';
import type { Reason } from '../domain/reasons/reason';
import type { Database } from './client';
import type { FailedAttemptsTable } from './schema';

export interface AttemptKey {
  onboardingId: string;
  step: string;
  isUndo: boolean;
}

export interface FailedAttempt extends AttemptKey {
  attempt: number;
  reason: Reason;
  nextAttemptAt: Date;
}

/** Wakes the event streams of the onboarding, as a projection does. */
const notified = sql`pg_notify('onboarding', failed_attempts.onboarding_id::text)`.as('notified');

/** Keeps the instant of the first failure, unless a new series of attempts has begun. */
export async function saveFailedAttempt(database: Database, failed: FailedAttempt): Promise<void> {
  const { onboardingId, step, isUndo, attempt, reason, nextAttemptAt } = failed;
  const values = { attempt, reason: JSON.stringify(reason), next_attempt_at: nextAttemptAt };
  await database
    .insertInto('failed_attempts')
    .values({ onboarding_id: onboardingId, step, is_undo: isUndo, ...values })
    .onConflict((conflict) =>
      conflict.columns(['onboarding_id', 'step', 'is_undo']).doUpdateSet({
        ...values,
        first_failed_at: sql`case when excluded.attempt > failed_attempts.attempt then failed_attempts.first_failed_at else now() end`,
      }),
    )
    .returning(notified)
    .execute();
}

export async function deleteFailedAttempt(
  database: Database,
  { onboardingId, step, isUndo }: AttemptKey,
): Promise<void> {
  await database
    .deleteFrom('failed_attempts')
    .where('onboarding_id', '=', onboardingId)
    .where('step', '=', step)
    .where('is_undo', '=', isUndo)
    .returning(notified)
    .execute();
}

export const listFailedAttempts = (
  database: Database,
  onboardingId: string,
): Promise<Selectable<FailedAttemptsTable>[]> =>
  database.selectFrom('failed_attempts').selectAll().where('onboarding_id', '=', onboardingId).execute();

/** Steps that are being retried now, of all onboardings. */
export async function countFailingSteps(database: Database): Promise<number> {
  const { count } = await database
    .selectFrom('failed_attempts')
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
