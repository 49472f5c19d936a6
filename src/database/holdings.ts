import type { Database } from './client';

/** Current holdings of the onboarding in the embedded systems, read from their own tables instead of step results. */
export async function loadHoldings(database: Database, onboardingId: string) {
  const [accounts, items, seats] = await Promise.all([
    listAccounts(database, onboardingId),
    listHeldItems(database, onboardingId),
    listSeats(database, onboardingId),
  ]);
  return { accounts, items, seats };
}

const listAccounts = (database: Database, onboardingId: string) =>
  database
    .selectFrom('accounts')
    .innerJoin('usernames', 'usernames.username', 'accounts.username')
    .select(['system', 'accounts.username', 'display_name as displayName', 'groups', 'licence', 'active'])
    .where('accounts.onboarding_id', '=', onboardingId)
    .orderBy('system')
    .execute();

const listHeldItems = (database: Database, onboardingId: string) =>
  database
    .selectFrom('items')
    .select(['tag', 'model'])
    .where('onboarding_id', '=', onboardingId)
    .orderBy('tag')
    .execute();

async function listSeats(database: Database, onboardingId: string) {
  const rows = await database
    .selectFrom('seats')
    .innerJoin('training_sessions', 'training_sessions.id', 'seats.session_id')
    .select(['session_id', 'course', 'starts_at'])
    .where('onboarding_id', '=', onboardingId)
    .orderBy('starts_at')
    .execute();
  return rows.map(({ session_id, course, starts_at }) => ({
    sessionId: session_id,
    course,
    startsAt: starts_at.toISOString(),
  }));
}
