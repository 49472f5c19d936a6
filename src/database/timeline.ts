import type { Selectable } from 'kysely';
import { type OnboardingView, type TimelineEntry, ACTION_CHANNELS } from '../domain/onboarding/view';
import type { Database } from './client';
import { applyReadiness, currentReadiness, longFailingStep } from './readiness';
import type { TimelineTable } from './schema';

export interface StoredTimelineEntry {
  /**
   * Entries of one onboarding are written under the lock of its row, so that their ids become visible in order and
   * following them misses none. This does not hold across onboardings.
   */
  id: string;
  entry: TimelineEntry;
}

const COLUMNS = [
  'timeline.id',
  'seq',
  'at',
  'kind',
  'step',
  'by',
  'via',
  'reason',
  'comment',
  'decision_id',
  'agent',
] as const;

/** Lists entries after this id, in the order in which they were written. */
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

/** Lists entries with a higher `seq`, in the workflow's order. */
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

/** Returns the view with only the timeline entry of this decision. Undefined until the workflow has written it. */
export async function findViewByDecision(
  database: Database,
  onboardingId: string,
  decisionId: string,
): Promise<OnboardingView | undefined> {
  const row = await database
    .selectFrom('timeline')
    .innerJoin('onboardings', 'onboardings.id', 'timeline.onboarding_id')
    .select(COLUMNS)
    .select(['view', currentReadiness.as('readiness'), longFailingStep.as('failing_step')])
    .where('onboarding_id', '=', onboardingId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  return row && { ...applyReadiness(row.view, row.readiness, row.failing_step), timeline: [toTimelineEntry(row)] };
}

const toTimelineEntry = ({
  seq,
  at,
  kind,
  step,
  by,
  via,
  reason,
  comment,
  decision_id,
  agent,
}: Omit<Selectable<TimelineTable>, 'onboarding_id'>): TimelineEntry => ({
  seq,
  at: at.toISOString(),
  kind,
  step: step ?? undefined,
  by: by ?? undefined,
  via: ACTION_CHANNELS.find((channel) => channel === via),
  reason: reason ?? undefined,
  comment: comment ?? undefined,
  decisionId: decision_id ?? undefined,
  agent: agent ?? undefined,
});
