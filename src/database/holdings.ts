import type { Database } from './client';

/** What the embedded systems hold for one onboarding now, read from their own tables and not from what a step reported. */
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
