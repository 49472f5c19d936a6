import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';

/** Call from a worker that may be killed to its parent process, which holds the external systems and survives. */
export type WorkerCall = { id: number } & ({ activity: string; call: EffectInput } | { snapshot: Snapshot });

/** Fields from which the worker recreates an `ApplicationFailure`. */
export interface CallFailure {
  message: string;
  type?: string;
  nonRetryable?: boolean;
}

export type CallResult = { id: number } & ({ output?: unknown } | { failure: CallFailure });

/** First message from a worker, when it is ready. The first message to it is `WORK_MESSAGE`, which makes it poll. */
export const READY_MESSAGE = 'ready';
export const WORK_MESSAGE = 'work';

/** External systems, as called by workers. */
export interface ExternalWorld {
  /** @throws Error with which the activity fails */
  runActivity(activity: string, call: EffectInput): unknown;
  acceptSnapshot(snapshot: Snapshot): void;
}
