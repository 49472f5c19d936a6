import type { DayOne, Instant, ResolvedStep } from '../domain/plan/resolved-plan';
import type { BusinessCalendar } from './business-calendar';
import { collectBranches, type StepGraph, type GraphNode } from './step-graph';

/**
 * The steps, each with the instant by which it must begin (the critical path method): backwards from what the first day
 * needs, a step must end when it is due itself and when what comes after it must begin, and takes its usual time.
 * Steps that nothing due hangs on have none; a step that is skipped holds nothing up.
 */
export function computeBeginBy(
  steps: readonly ResolvedStep[],
  dayOne: DayOne,
  calendar: BusinessCalendar,
): ResolvedStep[] {
  const successors = buildSuccessors(steps);
  const known = new Map<string, Instant | undefined>();
  const computeLatestStart = (step: ResolvedStep): Instant | undefined => {
    if (known.has(step.id)) return known.get(step.id);
    const ends = [getFirstDayDeadline(step, dayOne), ...(successors.get(step.id) ?? []).map(computeLatestStart)];
    const end = pickEarliest(ends);
    const begin = end === undefined ? undefined : calendar.findLatestStart(end, step.timing.leadDays);
    known.set(step.id, begin);
    return begin;
  };
  return steps.map((step) => {
    const latest = step.skipped === undefined ? computeLatestStart(step) : undefined;
    return {
      ...step,
      beginBy: latest === undefined ? undefined : { latest, safe: calendar.findLatestStart(latest, 1) },
    };
  });
}

/** What is due after the first day does not keep anybody from beginning to work. */
const getFirstDayDeadline = ({ dueAt }: ResolvedStep, { endsAt }: DayOne): Instant | undefined =>
  dueAt !== undefined && Date.parse(dueAt) <= Date.parse(endsAt) ? dueAt : undefined;

/**
 * For each step, those that cannot begin before it is settled. A branch holds up what comes after the step it runs instead
 * of; itself it holds up nothing, since it seldom runs.
 */
function buildSuccessors(steps: readonly ResolvedStep[]): Map<string, ResolvedStep[]> {
  const graph: StepGraph = new Map(steps.map((step): [string, GraphNode] => [step.id, step]));
  const successors = new Map(steps.map((step): [string, ResolvedStep[]] => [step.id, []]));
  for (const step of steps) {
    if (step.skipped !== undefined || step.branch) continue;
    const before = step.after.flatMap((id) => [id, ...collectBranches(graph, id)]);
    for (const id of new Set(before)) successors.get(id)?.push(step);
  }
  return successors;
}

const pickEarliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter((instant) => instant !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
