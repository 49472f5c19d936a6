import type { ActivityDefinition } from '../../activities/define';
import type { ResolvedPlan, ResolvedStep } from '../domain/plan/types';
import { FirstdayError } from '../lib/errors';

/** What an author wants to see, as typed: steps by id. */
export interface Wished {
  /** `step`, `step:ErrorType`, `step.undo` or `step.undo:ErrorType`. */
  fail: readonly string[];
  noAnswer: readonly string[];
  decline: readonly string[];
}

/** What goes otherwise than well. */
export interface Wishes {
  /** Error types by `step` and by `step.undo`. */
  failures: ReadonlyMap<string, string>;
  silent: ReadonlySet<string>;
  declined: ReadonlySet<string>;
}

const DEFAULT_TYPE = 'Error';

/**
 * The wishes, for this plan. A failure without a type is of the activity's first permanent one.
 * @throws FirstdayError `invalid-request` naming every wish that cannot come true
 */
export function wishesOf(
  { fail, noAnswer, decline }: Wished,
  plan: ResolvedPlan,
  activities: Readonly<Record<string, Pick<ActivityDefinition, 'permanent'>>>,
): Wishes {
  const failing = fail.map(readFailure);
  const faults = [
    ...failing.map(({ target, step }) => faultOf(plan, `--fail ${target}`, step, 'activity')),
    ...noAnswer.map((step) => faultOf(plan, `--no-answer ${step}`, step)),
    ...decline.map((step) => faultOf(plan, `--decline ${step}`, step, 'approval')),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new FirstdayError('invalid-request', 'Not everything asked for can be played.', faults);

  const typeOf = (id: string): string | undefined => {
    const step = plan.steps.find((candidate) => candidate.id === id);
    return step?.kind === 'activity' ? activities[step.activity]?.permanent?.[0] : undefined;
  };
  return {
    failures: new Map(failing.map(({ target, type }) => [target, type ?? typeOf(target) ?? DEFAULT_TYPE])),
    silent: new Set(noAnswer),
    declined: new Set(decline),
  };
}

function readFailure(wish: string): { target: string; step: string; type?: string } {
  const [target = '', type] = wish.split(':', 2);
  return { target, step: target.replace(/\.undo$/, ''), type };
}

function faultOf({ name, steps }: ResolvedPlan, field: string, id: string, kind?: ResolvedStep['kind']) {
  const step = steps.find((candidate) => candidate.id === id);
  if (step === undefined)
    return { field, message: `is no step of ${name}; there are ${steps.map((one) => one.id).join(', ')}` };
  if (kind !== undefined && step.kind !== kind) return { field, message: `is no ${kind}` };
  return step.skipped === undefined ? undefined : { field, message: `is skipped for this request: ${step.skipped}` };
}
