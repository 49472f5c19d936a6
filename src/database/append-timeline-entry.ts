import { sql } from 'kysely';
import type { TimelineEntry } from '../domain/onboarding/view';
import type { DatabaseTransaction } from './client';

/**
 * Adds an entry unknown to the workflow, under the lock of the onboarding's row, and notifies listeners. Such entries
 * are numbered from -1 downwards: positive numbers belong to the workflow.
 */
export async function appendTimelineEntry(
  transaction: DatabaseTransaction,
  onboardingId: string,
  { kind, step, reason }: Pick<TimelineEntry, 'kind' | 'step' | 'reason'>,
): Promise<void> {
  await sql`select from onboardings where id = ${onboardingId} for update`.execute(transaction);
  await sql`
    insert into timeline (onboarding_id, seq, at, kind, step, via, reason)
    select ${onboardingId}, coalesce(least(min(seq), 0), 0) - 1, now(), ${kind}, ${step ?? null}, 'engine',
      ${reason === undefined ? null : JSON.stringify(reason)}::jsonb
    from timeline where onboarding_id = ${onboardingId}`.execute(transaction);
  await sql`select pg_notify('onboarding', ${onboardingId})`.execute(transaction);
}
