import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import { toUndoActivityName } from '../../src/domain/ids';
import type { ActivityStep, FormAnswers, CallOptions, EffectInput } from '../../src/domain/plan/resolved-plan';
import { createReason, type Reason, type ReasonParams } from '../../src/domain/reasons/reason';
import type { EngineInput, EngineState } from '../../src/domain/onboarding/state';
import { getEnglishText } from '../../src/domain/text/localized-text';

type EffectActivities = Record<string, (effectInput: EffectInput) => Promise<unknown>>;

/** Builds the input of an activity. Omit `states` for an undo, which works without results. */
export function buildEffectInput(
  input: EngineInput,
  step: ActivityStep,
  generation: number,
  states?: EngineState['steps'],
): EffectInput {
  const { id: onboardingId, request } = input;
  const { dayOne } = input.plan;
  const { id, settings } = step;
  const stepInputs = states === undefined ? { results: {}, answers: {} } : collectStepInputs(step, states);
  return { onboardingId, step: id, generation, request, dayOne, settings, ...stepInputs };
}

function collectStepInputs(step: ActivityStep, states: EngineState['steps']): Pick<EffectInput, 'results' | 'answers'> {
  const results = Object.entries(step.needs).map(([activity, source]): [string, unknown] => [
    activity,
    typeof source === 'string'
      ? getEffectiveResult(states, source)
      : source.map((id) => getEffectiveResult(states, id)).filter((result) => result !== undefined),
  ]);
  const answers = Object.entries(states).flatMap(([id, { outcome }]): [string, FormAnswers][] =>
    outcome?.answers === undefined ? [] : [[id, outcome.answers]],
  );
  return { results: Object.fromEntries(results), answers: Object.fromEntries(answers) };
}

/** Returns the branch's result if a failure led to a branch. */
function getEffectiveResult(states: EngineState['steps'], id: string): unknown {
  const { branchedTo, result } = states[id]?.outcome ?? {};
  return branchedTo === undefined ? result : getEffectiveResult(states, branchedTo);
}

/** Runs the step's activity. Must be an ordinary activity: only its scheduled event arms the undo durably. */
export const runEffect = (step: ActivityStep, effectInput: EffectInput): Promise<unknown> =>
  executeActivity(step.activity, getEnglishText(step.title), step.run, effectInput);

export const undoEffect = (step: ActivityStep, effectInput: EffectInput): Promise<unknown> =>
  executeActivity(toUndoActivityName(step.activity), `Undo: ${getEnglishText(step.title)}`, step.undo, effectInput);

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

/** Converts an activity failure to the reason of its last cause, without Temporal's wrapping. */
export function toStepError(failure: unknown): Reason {
  const cause = failure instanceof ActivityFailure ? (failure.cause ?? failure) : failure;
  if (!(cause instanceof TimeoutFailure)) return toReason(cause);
  return cause.cause instanceof ApplicationFailure
    ? createReason('Timeout.after', { cause: toReason(cause.cause) })
    : createReason('Timeout', {});
}

/** A failure of our activities carries its parameters in the first detail; any other only its text. */
function toReason(cause: unknown): Reason {
  const { type, details } = cause instanceof ApplicationFailure ? cause : {};
  const [params] = details ?? [];
  if (type && isReasonParams(params)) return { code: type, params };
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: type ?? 'Unexpected', params: { message: message.slice(0, MAX_MESSAGE_LENGTH) } };
}

const isReasonParams = (params: unknown): params is ReasonParams =>
  typeof params === 'object' && params !== null && !Array.isArray(params);
