import type { ActivityDefinition } from '../../activities/define-activity';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { createReason } from '../domain/reasons/reason';
import { toDefinedId } from '../planning/expand-groups';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import { FirstdayError } from '../lib/errors';

/** Overrides as typed by the plan author, by step id. The id of a step with `forEach` means all of its steps. */
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
  const failures = fail.map(parseFailure).flatMap((failure) => expandGroup(failure, plan));
  const errors = [
    ...failures.map(({ target, step }) => checkOverride(plan, `--fail ${target}`, step, 'activity')),
    ...noAnswer.map((step) => checkOverride(plan, `--no-answer ${step}`, step)),
    ...decline.map((step) => checkOverride(plan, `--decline ${step}`, step, 'approval')),
  ].filter((error) => error !== undefined);
  if (errors.length > 0) throw createInvalidError(errors, plan);
  const chooseErrorType = ({ target, type }: Failure) =>
    type ?? findPermanentErrorType(target, plan, activities) ?? DEFAULT_ERROR_TYPE;
  return {
    failures: new Map(failures.map((failure) => [failure.target, chooseErrorType(failure)])),
    unanswered: new Set(noAnswer),
    declined: new Set(decline),
  };
}

const createInvalidError = (errors: FieldError[], { steps, dayOne }: ResolvedPlan): FirstdayError =>
  new FirstdayError(
    'invalid-request',
    createReason('invalid-request.simulation', {}),
    errors,
    {},
    {
      steps,
      timeZone: dayOne.timeZone,
    },
  );

function findPermanentErrorType(id: string, plan: ResolvedPlan, activities: ActivityErrorTypes): string | undefined {
  const step = plan.steps.find((candidate) => candidate.id === id);
  return step?.kind === 'activity' ? activities[step.activity]?.permanent?.[0] : undefined;
}

function parseFailure(option: string): Failure {
  const [target = '', type] = option.split(':', 2);
  return { target, step: target.replace(/\.undo$/, ''), type };
}

/** Replaces the id of a group by those of its steps. */
function expandGroup(failure: Failure, { steps }: ResolvedPlan): Failure[] {
  const elements = steps.filter(({ id }) => id !== failure.step && toDefinedId(id) === failure.step);
  if (elements.length === 0 || steps.some(({ id }) => id === failure.step)) return [failure];
  return elements.map(({ id }) => ({ ...failure, step: id, target: failure.target.replace(failure.step, id) }));
}

function checkOverride({ steps }: ResolvedPlan, field: string, id: string, kind?: ResolvedStep['kind']) {
  const step = steps.find((candidate) => candidate.id === id);
  if (step === undefined)
    return createFieldError(field, 'simulation.unknown-step', { steps: steps.map((one) => one.id) });
  if (kind !== undefined && step.kind !== kind) return createFieldError(field, 'simulation.other-kind', { kind });
  return step.skipReason && createFieldError(field, 'simulation.skipped', { cause: step.skipReason });
}
