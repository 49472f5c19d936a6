import { createReason, type Reason } from '../reasons/reason';
import type { StepDecision } from './step-state';

/** Explains that a step was decided before. */
export const describeEarlierDecision = ({ outcome, by, at }: StepDecision): Reason =>
  outcome === 'expired' || by === undefined
    ? createReason('already-decided.expired', { at })
    : createReason('already-decided', { outcome, by, at });
