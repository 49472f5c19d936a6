import type { DayOne, Instant, ResolvedStep } from '../domain/plan/resolved-plan';
import type { BusinessCalendar } from './business-calendar';
import { collectBranches, type StepGraph, type GraphNode } from './step-graph';

/**
 * Adds `beginBy` by the critical path method, backwards from due instants on or before day one: a step must end by its
 * own due instant and by the latest start of each successor, and takes its usual lead time. `safe` is one business day
 * before `latest`. Skipped steps, and steps that no such due instant depends on, have no `beginBy`.
 */
export function computeBeginBy(
  steps: readonly ResolvedStep[],
  dayOne: DayOne,
  calendar: BusinessCalendar,
): ResolvedStep[] {
  const successors = buildSuccessors(steps);
  const latestStarts = new Map<string, Instant | undefined>();
  const computeLatestStart = (step: ResolvedStep): Instant | undefined => {
    if (latestStarts.has(step.id)) return latestStarts.get(step.id);
    const deadlines = [getFirstDayDeadline(step, dayOne), ...(successors.get(step.id) ?? []).map(computeLatestStart)];
    const end = pickEarliest(deadlines);
    const latestStart = end === undefined ? undefined : calendar.findLatestStart(end, step.timing.leadDays);
    latestStarts.set(step.id, latestStart);
    return latestStart;
  };
  return steps.map((step) => {
    const latest = step.skipReason === undefined ? computeLatestStart(step) : undefined;
    return {
      ...step,
      beginBy: latest === undefined ? undefined : { latest, safe: calendar.findLatestStart(latest, 1) },
    };
  });
}

/** A due instant after day one does not count towards readiness. */
const getFirstDayDeadline = ({ dueAt }: ResolvedStep, { endsAt }: DayOne): Instant | undefined =>
  dueAt !== undefined && Date.parse(dueAt) <= Date.parse(endsAt) ? dueAt : undefined;

/**
 * Maps each step to those that cannot begin before it is complete. A branch delays the successors of the step that it
 * replaces. As a successor it is ignored, since it seldom runs.
 */
function buildSuccessors(steps: readonly ResolvedStep[]): Map<string, ResolvedStep[]> {
  const graph: StepGraph = new Map(steps.map((step): [string, GraphNode] => [step.id, step]));
  const successors = new Map(steps.map((step): [string, ResolvedStep[]] => [step.id, []]));
  for (const step of steps) {
    if (step.skipReason !== undefined || step.branch) continue;
    const predecessorIds = step.after.flatMap((id) => [id, ...collectBranches(graph, id)]);
    for (const id of new Set(predecessorIds)) successors.get(id)?.push(step);
  }
  return successors;
}

const pickEarliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter((instant) => instant !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
