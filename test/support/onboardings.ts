import type { OnboardingInput } from '../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingStatus } from '../../src/domain/status';
import type { TimelineEntry } from '../../src/domain/onboarding/view';
import { toOnboardingColumns } from '../../src/database/onboarding-columns';
import type { Database } from '../../src/database/client';
import { buildFirstProjection } from '../../src/domain/onboarding/first-projection';

/** Commits a submission as the API does, without triggering its start. */
export async function insertSubmittedOnboarding(
  database: Database,
  input: OnboardingInput,
  openKey = input.id,
): Promise<void> {
  const { view, involvedPeople, pendingPeople } = buildFirstProjection(input);
  await database
    .insertInto('onboardings')
    .values({
      ...toOnboardingColumns(view),
      id: input.id,
      open_key: openKey,
      submitted_by: input.submittedBy.email,
      submitted_at: input.submittedAt,
      input: JSON.stringify(input),
      view: JSON.stringify(view),
      revision_run: 0,
      revision_history: 0,
      revision_changes: 0,
      involved_people: involvedPeople,
      pending_people: pendingPeople,
    })
    .execute();
}

/** Creates a snapshot as a workflow with this input writes it. `timeline` holds only the new entries. */
export function createSnapshot(
  input: OnboardingInput,
  revision: Snapshot['revision'],
  status: OnboardingStatus,
  timeline: TimelineEntry[] = [],
): Snapshot {
  return {
    revision,
    view: { ...buildFirstProjection(input).view, status },
    timeline,
    notifications: [],
    pendingPeople: [],
    involvedPeople: [],
  };
}

export const createTimelineEntries = (...seqs: number[]): TimelineEntry[] =>
  seqs.map((seq) => ({ seq, at: `2027-01-01T08:00:0${seq % 10}.000Z`, kind: `kind-${seq}` }));

/** Throws if there is no such row. */
export const getOnboardingRow = (database: Database, id: string) =>
  database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** In order of insertion. */
export async function listTimelineSeqs(database: Database, id: string): Promise<number[]> {
  const rows = await database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ seq }) => seq);
}
