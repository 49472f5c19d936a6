import type { Notification } from '../domain/onboarding/snapshot';
import type { DatabaseTransaction } from './client';

/** Queues one mail per recipient. Does nothing for a recipient with an earlier notification with this key. */
export async function queueNotification(
  transaction: DatabaseTransaction,
  onboardingId: string,
  notification: Notification,
): Promise<void> {
  const { key, to } = notification;
  if (to.length === 0) return;
  const rows = to.map((person) => ({
    onboarding_id: onboardingId,
    key,
    recipient: person.email,
    notification: JSON.stringify({ ...notification, to: [person] }),
  }));
  await transaction
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
