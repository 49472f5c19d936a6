import type { PlanDefinition, StepDefinition } from '../dsl';
import { countOf, type Duration } from '../relative-time';
import type { Fault } from './plan-issue';

/** How long people are waited for: whole business days, in an order that makes sense, with somebody to turn to. */
export function checkPatience(plan: PlanDefinition): Fault[] {
  return Object.entries(plan.steps).flatMap(([id, step]) =>
    [...checkDurations(step), ...checkOrder(step), ...checkPairs(step)].map((fault) => ({ step: id, ...fault })),
  );
}

type Patience = Partial<
  Record<'takes' | 'remindAfter' | 'escalateAfter' | 'expireAfter' | 'decideWithin', Duration | undefined>
>;

function durationsOf(step: StepDefinition): Patience {
  if (step.kind === 'activity') return { decideWithin: step.decideWithin };
  const { takes, remindAfter, escalateAfter } = step;
  const expireAfter = step.kind === 'approval' ? step.expireAfter : undefined;
  return { takes, remindAfter, escalateAfter, expireAfter };
}

function checkDurations(step: StepDefinition): Fault[] {
  return Object.entries(durationsOf(step)).flatMap(([name, duration]) => {
    if (duration === undefined) return [];
    const least = name === 'takes' ? 0 : 1;
    const count = countOf(duration);
    if (Number.isInteger(count) && count >= least) return [];
    const mend = `count whole business days from ${String(least)} on, as in '2 business days'`;
    return [{ problem: `has \`${name}: '${duration}'\``, mend }];
  });
}

const ORDER = ['remindAfter', 'escalateAfter', 'expireAfter'] as const;

function checkOrder(step: StepDefinition): Fault[] {
  const durations = durationsOf(step);
  const given = ORDER.flatMap((name) => {
    const duration = durations[name];
    return duration === undefined ? [] : [{ name, count: countOf(duration) }];
  });
  return given.slice(1).flatMap((next, index) => {
    const previous = given[index];
    if (previous === undefined || next.count > previous.count || Number.isNaN(next.count)) return [];
    const problem = `has \`${next.name}\` not later than \`${previous.name}\``;
    return [{ problem, mend: `make \`${next.name}\` longer than ${String(previous.count)} business days` }];
  });
}

function checkPairs(step: StepDefinition): Fault[] {
  if (step.kind === 'activity') return [];
  const faults: Fault[] = [];
  const { escalateTo, escalateAfter } = step;
  if (escalateTo !== undefined && escalateAfter === undefined)
    faults.push({ problem: 'has `escalateTo` without `escalateAfter`', mend: 'say after how long' });
  if (escalateTo === undefined && escalateAfter !== undefined)
    faults.push({ problem: 'has `escalateAfter` without `escalateTo`', mend: 'say whom to ask then' });
  if (step.kind === 'approval' && step.onExpiry !== undefined && step.expireAfter === undefined)
    faults.push({ problem: 'has `onExpiry` without `expireAfter`', mend: 'say after how long' });
  return faults;
}
