import { createReason, type Reason } from '../reasons/reason';
import type { StepOutcome } from './state';

/** Explains that a step was decided before. */
export const describeEarlierDecision = ({ outcome, by, at }: StepOutcome): Reason =>
  outcome === 'expired' || by === undefined
    ? createReason('already-decided.expired', { at })
    : createReason('already-decided', { outcome, by, at });
