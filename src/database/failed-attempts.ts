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
    .execute();
}

export const listFailedAttempts = (
  database: Database,
  onboardingId: string,
): Promise<Selectable<FailedAttemptsTable>[]> =>
  database.selectFrom('failed_attempts').selectAll().where('onboarding_id', '=', onboardingId).execute();
