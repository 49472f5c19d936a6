import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import { toUndoActivityName } from '../../src/domain/ids';
import type { ActivityStep, FormAnswers, CallOptions, EffectInput } from '../../src/domain/plan/resolved-plan';
import type { StepError } from '../../src/domain/onboarding/view';
import type { EngineInput, EngineState } from '../../src/domain/onboarding/state';

type EffectActivities = Record<string, (effectInput: EffectInput) => Promise<unknown>>;

/** Builds the input of an activity. Omit `state` for an undo, which works without results. */
export function buildEffectInput(
  input: EngineInput,
  step: ActivityStep,
  generation: number,
  state?: EngineState,
): EffectInput {
  const { id: onboardingId, request } = input;
  const { dayOne } = input.plan;
  const { id, settings } = step;
  const stepInputs = state === undefined ? { results: {}, answers: {} } : collectStepInputs(step, state);
  return { onboardingId, step: id, generation, request, dayOne, settings, ...stepInputs };
}

function collectStepInputs(step: ActivityStep, { steps }: EngineState): Pick<EffectInput, 'results' | 'answers'> {
  const results = Object.entries(step.needs).map(([activity, id]): [string, unknown] => [
    activity,
    getEffectiveResult(steps, id),
  ]);
  const answers = Object.entries(steps).flatMap(([id, { answers: stepAnswers }]): [string, FormAnswers][] =>
    stepAnswers === undefined ? [] : [[id, stepAnswers]],
  );
  return { results: Object.fromEntries(results), answers: Object.fromEntries(answers) };
}

/** Returns the branch's result if a failure led to a branch. */
function getEffectiveResult(steps: EngineState['steps'], id: string): unknown {
  const { branchedTo, result } = steps[id] ?? {};
  return branchedTo === undefined ? result : getEffectiveResult(steps, branchedTo);
}

/** Runs the step's activity. Must be an ordinary activity: only its scheduled event arms the undo durably. */
export const runEffect = (step: ActivityStep, effectInput: EffectInput): Promise<unknown> =>
  executeActivity(step.activity, step.title, step.run, effectInput);

export const undoEffect = (step: ActivityStep, effectInput: EffectInput): Promise<unknown> =>
  executeActivity(toUndoActivityName(step.activity), `Undo: ${step.title}`, step.undo, effectInput);

function executeActivity(
  activity: string,
  summary: string,
  options: CallOptions,
  effectInput: EffectInput,
): Promise<unknown> {
  const effects = proxyActivities<EffectActivities>({
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
  return effect(effectInput);
}

const MAX_MESSAGE_LENGTH = 500;

/** Converts an activity failure to its last cause, for display without Temporal's wrapping. */
export function toStepError(failure: unknown): StepError {
  const cause = failure instanceof ActivityFailure ? (failure.cause ?? failure) : failure;
  if (cause instanceof TimeoutFailure) {
    const lastFailure = cause.cause instanceof ApplicationFailure ? `: ${cause.cause.message}` : '';
    return { type: 'Timeout', message: `No answer in time${lastFailure}`.slice(0, MAX_MESSAGE_LENGTH) };
  }
  const type = cause instanceof ApplicationFailure ? (cause.type ?? 'Error') : 'Error';
  const message = cause instanceof Error ? cause.message : String(cause);
  return { type, message: message.slice(0, MAX_MESSAGE_LENGTH) };
}
