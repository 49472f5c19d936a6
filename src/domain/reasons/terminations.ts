import type { ReasonKinds } from './param-kinds';

/** Causes of an end other than completion, and of an effect that remains after it. */
export const TERMINATIONS = {
  'step-failed': { step: 'step', cause: 'reason' },
  'step-undecided': { step: 'step', cause: 'reason' },
  'step-declined': { step: 'step' },
  'step-expired': { step: 'step' },
  'deadline-missed': { deadline: 'instant' },
  'cancelled-in-temporal': {},
  'cohort-cancelled': {},
  'left-behind': { by: 'text' },
} as const satisfies ReasonKinds;
