import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import { undoOf } from '../../src/domain/ids';
import type { ActivityStep, Answers, CallOptions, EffectCall } from '../../src/domain/plan/types';
import type { StepError } from '../../src/domain/onboarding/view';
import type { EngineInput, EngineState } from '../../src/domain/onboarding/state';

type Effects = Record<string, (call: EffectCall) => Promise<unknown>>;

/** What an effect is called with. Without `state` no results come along: an undo works without them. */
export function callOf(input: EngineInput, step: ActivityStep, generation: number, state?: EngineState): EffectCall {
  const { id: onboardingId, request } = input;
  const { dayOne } = input.plan;
  const { id, settings } = step;
  const known = state === undefined ? { results: {}, answers: {} } : knownTo(step, state);
  return { onboardingId, step: id, generation, request, dayOne, settings, ...known };
}

function knownTo(step: ActivityStep, { steps }: EngineState): Pick<EffectCall, 'results' | 'answers'> {
  const results = Object.entries(step.needs).map(([activity, id]): [string, unknown] => [
    activity,
    resultOf(steps, id),
  ]);
  const answers = Object.entries(steps).flatMap(([id, { answers: given }]): [string, Answers][] =>
    given === undefined ? [] : [[id, given]],
  );
  return { results: Object.fromEntries(results), answers: Object.fromEntries(answers) };
}

/** Where a failure led to a branch, the branch's result counts. */
function resultOf(steps: EngineState['steps'], id: string): unknown {
  const { branchedTo, result } = steps[id] ?? {};
  return branchedTo === undefined ? result : resultOf(steps, branchedTo);
}

/** Runs the step's activity. An effect is always an ordinary activity: only its scheduling arms the undo durably. */
export const runEffect = (step: ActivityStep, call: EffectCall): Promise<unknown> =>
  perform(step.activity, step.title, step.run, call);

export const undoEffect = (step: ActivityStep, call: EffectCall): Promise<unknown> =>
  perform(undoOf(step.activity), `Undo: ${step.title}`, step.undo, call);

function perform(activity: string, summary: string, options: CallOptions, call: EffectCall): Promise<unknown> {
  const effects = proxyActivities<Effects>({
    summary,
    startToCloseTimeout: options.attemptMs,
    scheduleToCloseTimeout: options.withinMs,
    heartbeatTimeout: options.heartbeatMs,
    retry: {
      initialInterval: options.retry.firstMs,
      backoffCoefficient: options.retry.backoff,
      maximumInterval: options.retry.maximumMs,
      maximumAttempts: options.retry.attempts,
      nonRetryableErrorTypes: options.permanent,
    },
    // An attempt that completes after the cancel counts as done, and is then undone.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const effect = effects[activity];
  if (effect === undefined) throw new Error(`No activity ${activity}.`);
  return effect(call);
}

const MESSAGE_LIMIT = 500;

/** The failure of an activity in words for a person: what went wrong last, without Temporal's wrapping. */
export function errorOf(failure: unknown): StepError {
  const cause = failure instanceof ActivityFailure ? (failure.cause ?? failure) : failure;
  if (cause instanceof TimeoutFailure) {
    const before = cause.cause instanceof ApplicationFailure ? `: ${cause.cause.message}` : '';
    return { type: 'Timeout', message: `No answer in time${before}`.slice(0, MESSAGE_LIMIT) };
  }
  const type = cause instanceof ApplicationFailure ? (cause.type ?? 'Error') : 'Error';
  const message = cause instanceof Error ? cause.message : String(cause);
  return { type, message: message.slice(0, MESSAGE_LIMIT) };
}
