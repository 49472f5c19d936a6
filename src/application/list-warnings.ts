import type { Database } from '../database/client';
import { loadWarningFacts } from '../database/warning-facts';
import type { Warning } from '../domain/warnings/warning';
import type { Planner } from '../planning/planner';
import type { PlannedHire } from '../planning/warnings/demand';

/** Lists the warnings about these hires. Reads the database and writes nothing. */
export async function listWarnings(
  { database, planner }: { database: Database; planner: Planner },
  hires: readonly PlannedHire[],
  { now }: { now: string },
): Promise<Warning[]> {
  const requests = hires.map(({ request }) => request);
  const courses = planner.listCourses(hires);
  return planner.listWarnings(
    hires,
    await loadWarningFacts(database, { requests, courses, activities: planner.demandingActivities, now }),
  );
}
