import { createReason, type Reason } from '../reasons/reason';
import type { StepDecision } from './step-state';
import type { StepView } from './view';

/** Explains that a step was decided before. */
export const describeEarlierDecision = ({ outcome, by, at }: StepDecision): Reason =>
  outcome === 'expired' || by === undefined
    ? createReason('already-decided.expired', { at })
    : createReason('already-decided', { outcome, by, at });

/** Explains that a step cannot be answered: it was decided before, or has no open request. */
export const describeUnanswerable = ({ id, status, decision }: Pick<StepView, 'id' | 'status' | 'decision'>): Reason =>
  decision === undefined
    ? createReason('not-waiting.step-status', { step: id, status })
    : describeEarlierDecision(decision);
