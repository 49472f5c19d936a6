import type { Instant, ResolvedStep } from './resolved-plan';
import type { Readiness, StepStatus } from '../status';

/** What readiness depends on. */
export interface ReadinessForecast {
  readiness: Readiness;
  /** The step to blame, where it is not on track. */
  cause?: string;
  /** When it turns so if nothing moves until then, and the step that will be to blame. */
  atRiskAt?: Instant;
  atRiskCause?: string;
  lateAt?: Instant;
  lateCause?: string;
}

type ReadinessStep = Pick<ResolvedStep, 'id' | 'startAt' | 'beginBy' | 'skipped' | 'branch'>;

/**
 * Whether all that the first day needs will be there, by the critical path method: planning went backwards from each due
 * instant, by the usual lead times, to the latest instant at which each step may begin. `late`: a step that is not settled
 * cannot begin by then. `at-risk`: less than one business day is left until then; a step that waits for its own date
 * has all the time until it.
 */
export function forecastReadiness(
  steps: readonly ReadinessStep[],
  getStatus: (id: string) => StepStatus | undefined,
  now: Instant,
): ReadinessForecast {
  const open = steps.filter((step) => step.beginBy !== undefined && isOutstanding(step, getStatus(step.id)));
  const late = findEarliestStep(open, isLate(now), ({ latest }) => latest);
  if (late !== undefined) return { readiness: 'late', cause: late.id };
  const turnsLate = findEarliestInstant(open, ({ beginBy }) => beginBy?.latest ?? '');
  const [lateAt, lateCause] = [turnsLate?.at, turnsLate?.step];
  const atRisk = findEarliestStep(open, isAtRisk(now), ({ safe }) => safe);
  if (atRisk !== undefined) return { readiness: 'at-risk', cause: atRisk.id, lateAt, lateCause };
  const turnsAtRisk = findEarliestInstant(open, ({ beginBy, startAt }) => pickLater(beginBy?.safe ?? '', startAt));
  return { readiness: 'on-track', atRiskAt: turnsAtRisk?.at, atRiskCause: turnsAtRisk?.step, lateAt, lateCause };
}

const findEarliestInstant = (steps: readonly ReadinessStep[], when: (step: ReadinessStep) => Instant) =>
  steps.map((step) => ({ at: when(step), step: step.id })).sort((a, b) => compareInstants(a.at, b.at))[0];

const isOutstanding = ({ skipped, branch }: ReadinessStep, status: StepStatus | undefined): boolean =>
  skipped === undefined &&
  status !== 'done' &&
  status !== 'skipped' &&
  !(branch === true && (status === undefined || status === 'pending'));

const isLate =
  (now: Instant) =>
  ({ beginBy, startAt }: ReadinessStep): boolean =>
    beginBy !== undefined && isAfter(pickLater(now, startAt), beginBy.latest);

const isAtRisk =
  (now: Instant) =>
  ({ beginBy, startAt }: ReadinessStep): boolean =>
    beginBy !== undefined && !(startAt !== undefined && isAfter(startAt, now)) && isAfter(now, beginBy.safe);

function findEarliestStep(
  steps: readonly ReadinessStep[],
  holds: (step: ReadinessStep) => boolean,
  instant: (beginBy: NonNullable<ReadinessStep['beginBy']>) => Instant,
): ReadinessStep | undefined {
  const when = ({ beginBy }: ReadinessStep): Instant => (beginBy === undefined ? '' : instant(beginBy));
  return steps.filter(holds).sort((a, b) => compareInstants(when(a), when(b)))[0];
}

const compareInstants = (a: Instant, b: Instant): number => Date.parse(a) - Date.parse(b);
const isAfter = (a: Instant, b: Instant): boolean => compareInstants(a, b) > 0;
const pickLater = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && isAfter(b, a) ? b : a);
