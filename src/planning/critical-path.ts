import type { DayOne, Instant, ResolvedStep } from '../domain/plan/types';
import type { BusinessCalendar } from './calendar';
import { branchesOf, type Graph, type Placed } from './graph';

/**
 * The steps, each with the instant by which it must begin (the critical path method): backwards from what the first day
 * needs, a step must end when it is due itself and when what comes after it must begin, and takes its usual time.
 * Steps that nothing due hangs on have none; a step that is skipped holds nothing up.
 */
export function withBeginBy(
  steps: readonly ResolvedStep[],
  dayOne: DayOne,
  calendar: BusinessCalendar,
): ResolvedStep[] {
  const successors = successorsOf(steps);
  const known = new Map<string, Instant | undefined>();
  const latestBegin = (step: ResolvedStep): Instant | undefined => {
    if (known.has(step.id)) return known.get(step.id);
    const ends = [neededBy(step, dayOne), ...(successors.get(step.id) ?? []).map(latestBegin)];
    const end = earliest(ends);
    const begin = end === undefined ? undefined : calendar.latestBegin(end, step.timing.leadDays);
    known.set(step.id, begin);
    return begin;
  };
  return steps.map((step) => {
    const latest = step.skipped === undefined ? latestBegin(step) : undefined;
    return { ...step, beginBy: latest === undefined ? undefined : { latest, safe: calendar.latestBegin(latest, 1) } };
  });
}

/** What is due after the first day does not keep anybody from beginning to work. */
const neededBy = ({ dueAt }: ResolvedStep, { endsAt }: DayOne): Instant | undefined =>
  dueAt !== undefined && Date.parse(dueAt) <= Date.parse(endsAt) ? dueAt : undefined;

/**
 * For each step, those that cannot begin before it is settled. A branch holds up what comes after the step it runs instead
 * of; itself it holds up nothing, since it seldom runs.
 */
function successorsOf(steps: readonly ResolvedStep[]): Map<string, ResolvedStep[]> {
  const graph: Graph = new Map(steps.map((step): [string, Placed] => [step.id, step]));
  const successors = new Map(steps.map((step): [string, ResolvedStep[]] => [step.id, []]));
  for (const step of steps) {
    if (step.skipped !== undefined || step.branch) continue;
    const before = step.after.flatMap((id) => [id, ...branchesOf(graph, id)]);
    for (const id of new Set(before)) successors.get(id)?.push(step);
  }
  return successors;
}

const earliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter((instant) => instant !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
