import { sql, type UpdateObject } from 'kysely';
import type { Notification } from '../domain/onboarding/snapshot';
import type { Reason } from '../domain/reasons/reason';
import type { IncidentKind } from '../domain/onboarding/kinds';
import type { Person } from '../domain/request';
import type { OnboardingView } from '../domain/onboarding/view';
import type { DatabaseTransaction } from './client';
import type { Schema } from './schema';
import { appendTimelineEntry } from './append-timeline-entry';
import { queueNotification } from './outbox';

/** Reason why an onboarding cannot continue, detected from outside its workflow. */
export interface Incident {
  kind: IncidentKind;
  reason: Reason;
  /** People to notify. The onboarding is shown as waiting for them. */
  people: Person[];
  /** Its key limits the mail to one per incident. */
  notification: Pick<Notification, 'key' | 'kind'>;
}

/** Shows the onboarding as waiting for these people: status, view, timeline entry, mail. The row must be locked. */
export async function recordIncident(
  transaction: DatabaseTransaction,
  { id, view }: { id: string; view: OnboardingView },
  incident: Incident,
  columns: Pick<UpdateObject<Schema, 'onboardings'>, 'run_id' | 'orphaned_at' | 'stuck_at'> = {},
): Promise<void> {
  const { kind, reason, people } = incident;
  await transaction
    .updateTable('onboardings')
    .set({
      status: 'needs-attention',
      view: JSON.stringify({ ...view, status: 'needs-attention', incident: { kind, reason } }),
      pending_people: people.map(({ email }) => email),
      updated_at: sql`now()`,
      ...columns,
    })
    .where('id', '=', id)
    .execute();
  await appendTimelineEntry(transaction, id, { kind, reason });
  await queueNotification(transaction, id, { ...incident.notification, to: people, reason });
}
