import type { ActivityDefinition } from '../../activities/define-activity';
import { describeReason } from '../domain/reasons/reason';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import { FirstdayError } from '../lib/errors';

/** Overrides as typed by the plan author, by step id. */
export interface OverrideOptions {
  /** `step`, `step:ErrorType`, `step.undo` or `step.undo:ErrorType`. */
  fail: readonly string[];
  noAnswer: readonly string[];
  decline: readonly string[];
}

/** Deviations from a run in which every step succeeds. */
export interface Overrides {
  /** Error types by `step` and by `step.undo`. */
  failures: ReadonlyMap<string, string>;
  unanswered: ReadonlySet<string>;
  declined: ReadonlySet<string>;
}

interface Failure {
  /** `step` or `step.undo`. */
  target: string;
  step: string;
  type?: string;
}

type ActivityErrorTypes = Readonly<Record<string, Pick<ActivityDefinition, 'permanent'>>>;

const DEFAULT_ERROR_TYPE = 'Unexpected';

/**
 * Validates the overrides. A failed step without an error type gets the first permanent one of its activity.
 * @throws FirstdayError `invalid-request` with every override that cannot apply
 */
export function resolveOverrides(
  { fail, noAnswer, decline }: OverrideOptions,
  plan: ResolvedPlan,
  activities: ActivityErrorTypes,
): Overrides {
  const failures = fail.map(parseFailure);
  const errors = [
    ...failures.map(({ target, step }) => checkOverride(plan, `--fail ${target}`, step, 'activity')),
    ...noAnswer.map((step) => checkOverride(plan, `--no-answer ${step}`, step)),
    ...decline.map((step) => checkOverride(plan, `--decline ${step}`, step, 'approval')),
  ].filter((error) => error !== undefined);
  if (errors.length > 0) throw new FirstdayError('invalid-request', 'Not everything asked for can be played.', errors);
  const chooseErrorType = ({ target, type }: Failure) =>
    type ?? findPermanentErrorType(target, plan, activities) ?? DEFAULT_ERROR_TYPE;
  return {
    failures: new Map(failures.map((failure) => [failure.target, chooseErrorType(failure)])),
    unanswered: new Set(noAnswer),
    declined: new Set(decline),
  };
}

function findPermanentErrorType(id: string, plan: ResolvedPlan, activities: ActivityErrorTypes): string | undefined {
  const step = plan.steps.find((candidate) => candidate.id === id);
  return step?.kind === 'activity' ? activities[step.activity]?.permanent?.[0] : undefined;
}

function parseFailure(option: string): Failure {
  const [target = '', type] = option.split(':', 2);
  return { target, step: target.replace(/\.undo$/, ''), type };
}

function checkOverride({ name, steps }: ResolvedPlan, field: string, id: string, kind?: ResolvedStep['kind']) {
  const step = steps.find((candidate) => candidate.id === id);
  if (step === undefined)
    return { field, message: `is no step of ${name}; there are ${steps.map((one) => one.id).join(', ')}` };
  if (kind !== undefined && step.kind !== kind) return { field, message: `is no ${kind}` };
  return step.skipReason === undefined
    ? undefined
    : { field, message: `is skipped for this request (${describeReason(step.skipReason)})` };
}
