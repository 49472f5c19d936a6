import type { Instant, ResolvedStep } from './resolved-plan';
import type { Readiness, StepStatus } from '../status';

export interface ReadinessForecast {
  readiness: Readiness;
  /** Step that causes a readiness other than `on-track`. */
  cause?: string;
  /** Instant of the next change if nothing moves until then, and the step that will cause it. */
  atRiskAt?: Instant;
  atRiskCause?: string;
  lateAt?: Instant;
  lateCause?: string;
}

type ReadinessStep = Pick<ResolvedStep, 'id' | 'startAt' | 'beginBy' | 'skipReason' | 'branch'>;

/**
 * Forecasts readiness by the critical path method. Planning computed `beginBy` backwards from the due instants and
 * usual lead times. `late`: an incomplete step cannot begin by then. `at-risk`: less than one business day is left
 * until then; a step waiting for its own date is not at risk before that date.
 */
export function forecastReadiness(
  steps: readonly ReadinessStep[],
  getStatus: (id: string) => StepStatus | undefined,
  now: Instant,
): ReadinessForecast {
  const open = steps.filter((step) => step.beginBy !== undefined && isOutstanding(step, getStatus(step.id)));
  const late = findEarliestStep(open, isLate(now), ({ latest }) => latest);
  if (late !== undefined) return { readiness: 'late', cause: late.id };
  const nextLate = findEarliestInstant(open, ({ beginBy }) => beginBy?.latest ?? '');
  const [lateAt, lateCause] = [nextLate?.at, nextLate?.step];
  const atRisk = findEarliestStep(open, isAtRisk(now), ({ safe }) => safe);
  if (atRisk !== undefined) return { readiness: 'at-risk', cause: atRisk.id, lateAt, lateCause };
  const nextAtRisk = findEarliestInstant(open, ({ beginBy, startAt }) => pickLater(beginBy?.safe ?? '', startAt));
  return { readiness: 'on-track', atRiskAt: nextAtRisk?.at, atRiskCause: nextAtRisk?.step, lateAt, lateCause };
}

const findEarliestInstant = (steps: readonly ReadinessStep[], getInstant: (step: ReadinessStep) => Instant) =>
  steps.map((step) => ({ at: getInstant(step), step: step.id })).sort((a, b) => compareInstants(a.at, b.at))[0];

const isOutstanding = ({ skipReason, branch }: ReadinessStep, status: StepStatus | undefined): boolean =>
  skipReason === undefined &&
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
  predicate: (step: ReadinessStep) => boolean,
  selectInstant: (beginBy: NonNullable<ReadinessStep['beginBy']>) => Instant,
): ReadinessStep | undefined {
  const getInstant = ({ beginBy }: ReadinessStep): Instant => (beginBy === undefined ? '' : selectInstant(beginBy));
  return steps.filter(predicate).sort((a, b) => compareInstants(getInstant(a), getInstant(b)))[0];
}

const compareInstants = (a: Instant, b: Instant): number => Date.parse(a) - Date.parse(b);
const isAfter = (a: Instant, b: Instant): boolean => compareInstants(a, b) > 0;
const pickLater = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && isAfter(b, a) ? b : a);
