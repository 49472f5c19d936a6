import type { EffectCall } from '../../../src/domain/plan/types';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';

/** What a worker that may be killed asks of the process that started it, where the world outside is: it lives on. */
export type Question = { id: number } & ({ activity: string; call: EffectCall } | { snapshot: Snapshot });

/** As `ApplicationFailure` is made of it again. */
export interface Failure {
  message: string;
  type?: string;
  nonRetryable?: boolean;
}

export type Answer = { id: number } & ({ output?: unknown } | { failure: Failure });

/** The first that a worker says, once it could begin; and hears, when it is to. */
export const READY = 'ready';
export const WORK = 'work';

/** The world outside, as workers reach it. */
export interface Outside {
  /** @throws Error as the activity fails */
  perform(activity: string, call: EffectCall): unknown;
  take(snapshot: Snapshot): void;
}
