import type { OnboardingInput } from '../../src/domain/plan/types';
import type { Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingStatus } from '../../src/domain/status';
import type { TimelineEntry } from '../../src/domain/onboarding/view';
import { waitingFor } from '../../src/domain/onboarding/pending-people';
import { columnsOf } from '../../src/database/columns';
import type { Database } from '../../src/database/client';
import { firstView, involvedIn } from '../../src/application/initial-view';

/** Commits a submission as the API does, without waking anybody. Its open key is its id unless one is given. */
export async function committed(database: Database, input: OnboardingInput, openKey = input.id): Promise<void> {
  const view = firstView(input);
  await database
    .insertInto('onboardings')
    .values({
      ...columnsOf(view),
      id: input.id,
      open_key: openKey,
      submitted_by: input.submittedBy.email,
      submitted_at: input.submittedAt,
      input: JSON.stringify(input),
      view: JSON.stringify(view),
      revision_run: 0,
      revision_history: 0,
      revision_changes: 0,
      involved: involvedIn(input),
      waiting_for: waitingFor(view),
    })
    .execute();
}

/** What a workflow with this input writes: a view of this status, and the entries that are new. */
export function aSnapshot(
  input: OnboardingInput,
  revision: Snapshot['revision'],
  status: OnboardingStatus,
  timeline: TimelineEntry[] = [],
): Snapshot {
  return { revision, view: { ...firstView(input), status }, timeline, notices: [], waitingFor: [], involved: [] };
}

/** Entries of a timeline with these numbers. */
export const entriesOf = (...seqs: number[]): TimelineEntry[] =>
  seqs.map((seq) => ({ seq, at: `2027-01-01T08:00:0${seq % 10}.000Z`, kind: `kind-${seq}` }));

/** The row, which must exist. */
export const rowOf = (database: Database, id: string) =>
  database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** The numbers of the timeline, in the order in which they were written. */
export async function seqsOf(database: Database, id: string): Promise<number[]> {
  const rows = await database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ seq }) => seq);
}
