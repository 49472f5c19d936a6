import type { Selectable } from 'kysely';
import { type OnboardingView, type TimelineEntry, ACTION_CHANNELS } from '../domain/onboarding/view';
import type { Database } from './client';
import { readinessNow, withReadiness } from './readiness';
import type { TimelineTable } from './schema';

/** One entry and its place in the table. */
export interface StoredTimelineEntry {
  /**
   * Entries of one onboarding are written under the lock of its row, so that their ids become visible in order:
   * following them misses nothing (over several onboardings that would not hold).
   */
  id: string;
  entry: TimelineEntry;
}

const COLUMNS = ['timeline.id', 'seq', 'at', 'kind', 'step', 'by', 'via', 'note', 'decision_id'] as const;

/** What happened in this onboarding after the entry with this id, in the order in which it was written. */
export async function listTimelineAfterId(
  database: Database,
  onboardingId: string,
  after: string,
  limit: number,
): Promise<StoredTimelineEntry[]> {
  const rows = await database
    .selectFrom('timeline')
    .select(COLUMNS)
    .where('onboarding_id', '=', onboardingId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, entry: toTimelineEntry(row) }));
}

/** What happened in this onboarding after the entry that the workflow counted as `seq`, in the workflow's order. */
export async function listTimelineAfterSeq(
  database: Database,
  onboardingId: string,
  seq: number,
): Promise<TimelineEntry[]> {
  const rows = await database
    .selectFrom('timeline')
    .select(COLUMNS)
    .where('onboarding_id', '=', onboardingId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
  return rows.map(toTimelineEntry);
}

/** The view whose timeline is the one entry that this decision made; undefined until the workflow has written it. */
export async function findViewByDecision(
  database: Database,
  onboardingId: string,
  decisionId: string,
): Promise<OnboardingView | undefined> {
  const row = await database
    .selectFrom('timeline')
    .innerJoin('onboardings', 'onboardings.id', 'timeline.onboarding_id')
    .select(COLUMNS)
    .select(['view', readinessNow.as('readiness')])
    .where('onboarding_id', '=', onboardingId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  return row && { ...withReadiness(row.view, row.readiness), timeline: [toTimelineEntry(row)] };
}

const toTimelineEntry = ({
  seq,
  at,
  kind,
  step,
  by,
  via,
  note,
  decision_id,
}: Omit<Selectable<TimelineTable>, 'onboarding_id'>): TimelineEntry => ({
  seq,
  at: at.toISOString(),
  kind,
  step: step ?? undefined,
  by: by ?? undefined,
  via: ACTION_CHANNELS.find((known) => known === via),
  note: note ?? undefined,
  decisionId: decision_id ?? undefined,
});
