import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';

/** What a worker that may be killed asks of the process that started it, where the world outside is: it lives on. */
export type WorkerCall = { id: number } & ({ activity: string; call: EffectInput } | { snapshot: Snapshot });

/** As `ApplicationFailure` is made of it again. */
export interface CallFailure {
  message: string;
  type?: string;
  nonRetryable?: boolean;
}

export type CallResult = { id: number } & ({ output?: unknown } | { failure: CallFailure });

/** The first that a worker says, once it could begin; and hears, when it is to. */
export const READY_MESSAGE = 'ready';
export const WORK_MESSAGE = 'work';

/** The world outside, as workers reach it. */
export interface ExternalWorld {
  /** @throws Error as the activity fails */
  runActivity(activity: string, call: EffectInput): unknown;
  acceptSnapshot(snapshot: Snapshot): void;
}
