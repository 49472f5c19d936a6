import { VIA, type TimelineEntry } from '../contract/view';
import type { Database } from './database';

/** One entry and its place in the table. */
export interface StoredEntry {
  /**
   * Entries of one onboarding are written under the lock of its row, so that their ids become visible in order:
   * following them misses nothing (over several onboardings that would not hold).
   */
  id: string;
  entry: TimelineEntry;
}

/** What happened in this onboarding after the entry with this id, in the order in which it was written. */
export async function timelineAfter(
  database: Database,
  onboardingId: string,
  after: string,
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await database
    .selectFrom('timeline')
    .selectAll()
    .where('onboarding_id', '=', onboardingId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, seq, at, kind, step, by, via, note, decision_id }) => ({
    id,
    entry: {
      seq,
      at: at.toISOString(),
      kind,
      step: step ?? undefined,
      by: by ?? undefined,
      via: VIA.find((known) => known === via),
      note: note ?? undefined,
      decisionId: decision_id ?? undefined,
    },
  }));
}
