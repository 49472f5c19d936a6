import type { Instant, ResolvedStep } from '../contract/plan';
import type { Readiness } from '../contract/status';
import type { BusinessCalendar } from './calendar';

/** How long a person usually takes to decide, in business days. */
const APPROVAL_LEAD_DAYS = 1;

/**
 * Whether all that the first day needs will be there: each step ends at the earliest when all before it have ended and
 * its instant has come, plus its lead time (the critical path method). `late`: some step ends after it is due.
 * `at-risk`: with one more business day it would.
 */
export function readinessOf(steps: readonly ResolvedStep[], now: Instant, calendar: BusinessCalendar): Readiness {
  const ends = new Map<string, Instant>();
  let readiness: Readiness = 'on-track';
  for (const step of inOrder(steps)) {
    const end = endOf(step, ends, now, calendar);
    ends.set(step.id, end);
    if (step.skipped !== undefined || step.dueAt === undefined) continue;
    if (isAfter(end, step.dueAt)) return 'late';
    // A step that waits for its own instant has all the time until then: only what is pushed by others can be at risk.
    const waitsForDate = step.startAt !== undefined && !isAfter(end, step.startAt);
    if (!waitsForDate && isAfter(calendar.later(end, 1), step.dueAt)) readiness = 'at-risk';
  }
  return readiness;
}

function endOf(step: ResolvedStep, ends: Map<string, Instant>, now: Instant, calendar: BusinessCalendar): Instant {
  const starts = [now, ...step.after.map((id) => ends.get(id) ?? now)];
  if (step.startAt !== undefined && step.skipped === undefined) starts.push(step.startAt);
  const start = starts.reduce((latest, candidate) => (isAfter(candidate, latest) ? candidate : latest));
  return step.kind === 'approval' && step.skipped === undefined ? calendar.later(start, APPROVAL_LEAD_DAYS) : start;
}

/** Steps with every predecessor before its successors; the plan has no cycle. */
function inOrder(steps: readonly ResolvedStep[]): ResolvedStep[] {
  const ordered: ResolvedStep[] = [];
  const visit = (step: ResolvedStep): void => {
    if (ordered.includes(step)) return;
    for (const before of steps.filter((candidate) => step.after.includes(candidate.id))) visit(before);
    ordered.push(step);
  };
  steps.forEach(visit);
  return ordered;
}

const isAfter = (a: Instant, b: Instant): boolean => Date.parse(a) > Date.parse(b);
