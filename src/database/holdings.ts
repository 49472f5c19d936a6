import type { Database } from './client';

/** Current holdings of the onboarding in the embedded systems, read from their own tables instead of step results. */
export async function loadHoldings(database: Database, onboardingId: string) {
  const [accounts, items, seats] = await Promise.all([
    database
      .selectFrom('accounts')
      .select(['application', 'username', 'active'])
      .where('onboarding_id', '=', onboardingId)
      .orderBy('application')
      .execute(),
    database
      .selectFrom('items')
      .select(['tag', 'model'])
      .where('onboarding_id', '=', onboardingId)
      .orderBy('tag')
      .execute(),
    database
      .selectFrom('seats')
      .innerJoin('training_sessions', 'training_sessions.id', 'seats.session_id')
      .select(['session_id', 'course', 'starts_at'])
      .where('onboarding_id', '=', onboardingId)
      .orderBy('starts_at')
      .execute(),
  ]);
  return { accounts, items, seats };
}
