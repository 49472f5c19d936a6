import type { RelativeTime } from '../../domain/plan/resolved-plan';
import type { PlanDefinition } from '../dsl';
import { formatRelativeTime, getCount } from '../labels';
import type { PlanIssue } from './plan-issue';

const TIME_PATTERN = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Checks that counts are whole days and that times of day exist. */
export function checkRelativeTimes({ steps, completeWithin }: PlanDefinition): PlanIssue[] {
  const stepIssues = Object.entries(steps).flatMap(([id, step]) =>
    step.kind === 'approval' ? [] : [...checkRelativeTime(step.start, id), ...checkRelativeTime(step.due, id)],
  );
  return [...stepIssues, ...checkRelativeTime(completeWithin?.moment)];
}

function checkRelativeTime(relativeTime: RelativeTime | undefined, step?: string): PlanIssue[] {
  if (relativeTime === undefined) return [];
  if (relativeTime.kind === 'dayOne') {
    if (TIME_PATTERN.test(relativeTime.at)) return [];
    return [{ step, problem: `has ${formatRelativeTime(relativeTime)}`, hint: 'give a time from 00:00 to 23:59' }];
  }
  if (Number.isInteger(getCount(relativeTime))) return [];
  const unit = relativeTime.kind === 'dayOneStart' ? 'hours' : 'days';
  return [{ step, problem: `has ${formatRelativeTime(relativeTime)}`, hint: `count whole ${unit}` }];
}
