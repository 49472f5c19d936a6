import type { PlanDefinition, StepDefinition } from '../dsl';
import { parseBusinessDays, type Duration } from '../relative-time';
import type { PlanIssue } from './plan-issue';

/** Checks durations: whole business days, in ascending order, with the options that depend on each other. */
export function checkEscalation(plan: PlanDefinition): PlanIssue[] {
  return Object.entries(plan.steps).flatMap(([id, step]) =>
    [...checkDurations(step), ...checkEscalationOrder(step), ...checkDependentOptions(step)].map((issue) => ({
      step: id,
      ...issue,
    })),
  );
}

type StepDurations = Partial<
  Record<'takes' | 'remindAfter' | 'escalateAfter' | 'expireAfter' | 'decideWithin', Duration | undefined>
>;

function getDurations(step: StepDefinition): StepDurations {
  if (step.kind === 'activity') return { decideWithin: step.decideWithin };
  const { takes, remindAfter, escalateAfter } = step;
  const expireAfter = step.kind === 'approval' ? step.expireAfter : undefined;
  return { takes, remindAfter, escalateAfter, expireAfter };
}

function checkDurations(step: StepDefinition): PlanIssue[] {
  return Object.entries(getDurations(step)).flatMap(([name, duration]) => {
    if (duration === undefined) return [];
    const minimum = name === 'takes' ? 0 : 1;
    const count = parseBusinessDays(duration);
    if (Number.isInteger(count) && count >= minimum) return [];
    const hint = `count whole business days from ${String(minimum)} on, as in '2 business days'`;
    return [{ problem: `has \`${name}: '${duration}'\``, hint }];
  });
}

const ESCALATION_ORDER = ['remindAfter', 'escalateAfter', 'expireAfter'] as const;

function checkEscalationOrder(step: StepDefinition): PlanIssue[] {
  const durations = getDurations(step);
  const limits = ESCALATION_ORDER.flatMap((name) => {
    const duration = durations[name];
    return duration === undefined ? [] : [{ name, count: parseBusinessDays(duration) }];
  });
  return limits.slice(1).flatMap((next, index) => {
    const previous = limits[index];
    if (previous === undefined || next.count > previous.count || Number.isNaN(next.count)) return [];
    const problem = `has \`${next.name}\` not later than \`${previous.name}\``;
    return [{ problem, hint: `make \`${next.name}\` longer than ${String(previous.count)} business days` }];
  });
}

function checkDependentOptions(step: StepDefinition): PlanIssue[] {
  if (step.kind === 'activity') return [];
  const issues: PlanIssue[] = [];
  const { escalateTo, escalateAfter } = step;
  if (escalateTo !== undefined && escalateAfter === undefined)
    issues.push({ problem: 'has `escalateTo` without `escalateAfter`', hint: 'say after how long' });
  if (escalateTo === undefined && escalateAfter !== undefined)
    issues.push({ problem: 'has `escalateAfter` without `escalateTo`', hint: 'say whom to ask then' });
  if (step.kind === 'approval' && step.onExpiry !== undefined && step.expireAfter === undefined)
    issues.push({ problem: 'has `onExpiry` without `expireAfter`', hint: 'say after how long' });
  return issues;
}
