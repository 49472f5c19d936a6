import type { Instant, ResolvedStep } from './types';
import type { Readiness, StepStatus } from '../status';

/** What readiness depends on. */
export interface Outlook {
  readiness: Readiness;
  /** The step to blame, where it is not on track. */
  cause?: string;
  /** When it turns so if nothing moves until then, and the step that will be to blame. */
  atRiskAt?: Instant;
  atRiskCause?: string;
  lateAt?: Instant;
  lateCause?: string;
}

type Bounded = Pick<ResolvedStep, 'id' | 'startAt' | 'beginBy' | 'skipped' | 'branch'>;

/**
 * Whether all that the first day needs will be there, by the critical path method: planning went backwards from each due
 * instant, by the usual lead times, to the latest instant at which each step may begin. `late`: a step that is not settled
 * cannot begin by then. `at-risk`: less than one business day is left until then; a step that waits for its own date
 * has all the time until it.
 */
export function outlookOf(
  steps: readonly Bounded[],
  statusOf: (id: string) => StepStatus | undefined,
  now: Instant,
): Outlook {
  const open = steps.filter((step) => step.beginBy !== undefined && isOpen(step, statusOf(step.id)));
  const late = earliest(open, isLate(now), ({ latest }) => latest);
  if (late !== undefined) return { readiness: 'late', cause: late.id };
  const turnsLate = soonest(open, ({ beginBy }) => beginBy?.latest ?? '');
  const [lateAt, lateCause] = [turnsLate?.at, turnsLate?.step];
  const atRisk = earliest(open, isAtRisk(now), ({ safe }) => safe);
  if (atRisk !== undefined) return { readiness: 'at-risk', cause: atRisk.id, lateAt, lateCause };
  const turnsAtRisk = soonest(open, ({ beginBy, startAt }) => later(beginBy?.safe ?? '', startAt));
  return { readiness: 'on-track', atRiskAt: turnsAtRisk?.at, atRiskCause: turnsAtRisk?.step, lateAt, lateCause };
}

const soonest = (steps: readonly Bounded[], when: (step: Bounded) => Instant) =>
  steps.map((step) => ({ at: when(step), step: step.id })).sort((a, b) => byTime(a.at, b.at))[0];

const isOpen = ({ skipped, branch }: Bounded, status: StepStatus | undefined): boolean =>
  skipped === undefined &&
  status !== 'done' &&
  status !== 'skipped' &&
  !(branch === true && (status === undefined || status === 'pending'));

const isLate =
  (now: Instant) =>
  ({ beginBy, startAt }: Bounded): boolean =>
    beginBy !== undefined && isAfter(later(now, startAt), beginBy.latest);

const isAtRisk =
  (now: Instant) =>
  ({ beginBy, startAt }: Bounded): boolean =>
    beginBy !== undefined && !(startAt !== undefined && isAfter(startAt, now)) && isAfter(now, beginBy.safe);

function earliest(
  steps: readonly Bounded[],
  holds: (step: Bounded) => boolean,
  instant: (beginBy: NonNullable<Bounded['beginBy']>) => Instant,
): Bounded | undefined {
  const when = ({ beginBy }: Bounded): Instant => (beginBy === undefined ? '' : instant(beginBy));
  return steps.filter(holds).sort((a, b) => byTime(when(a), when(b)))[0];
}

const byTime = (a: Instant, b: Instant): number => Date.parse(a) - Date.parse(b);
const isAfter = (a: Instant, b: Instant): boolean => byTime(a, b) > 0;
const later = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && isAfter(b, a) ? b : a);
