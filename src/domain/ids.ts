/** The only task queue, for workflows and activities. */
export const TASK_QUEUE = 'onboarding';

export const WORKFLOW_TYPES = { onboardEmployee: 'onboardEmployee', onboardCohort: 'onboardCohort' } as const;

/** Bumped when the meaning of the engine's input or state changes. Older versions stay while any run uses them. */
export const ENGINE_VERSION = 1;

const ONBOARDING_PREFIX = 'onboarding:';
const COHORT_PREFIX = 'cohort:';

/** Contains no personal data: only the UUID. */
export const toOnboardingWorkflowId = (onboardingId: string): string => `${ONBOARDING_PREFIX}${onboardingId}`;

/** Returns undefined if the workflow does not run an onboarding. */
export const parseOnboardingId = (workflowId: string): string | undefined =>
  workflowId.startsWith(ONBOARDING_PREFIX) ? workflowId.slice(ONBOARDING_PREFIX.length) : undefined;

/** @public */
export const toCohortWorkflowId = (cohortId: string): string => `${COHORT_PREFIX}${cohortId}`;

/** Identifies one effect in every external system: the idempotency key of its writes. */
export interface EffectKey {
  onboardingId: string;
  step: string;
  /** Starts at 1. Only a confirmed undo or a redo opens the next. */
  generation: number;
}

export const formatIdempotencyKey = ({ onboardingId, step, generation }: EffectKey): string =>
  `${onboardingId}/${step}/${generation}`;

/** Returns the step of an idempotency key. */
export const parseStepOfKey = (key: string): string => key.split('/')[1] ?? '';

export const toUndoActivityName = (activity: string): string => `${activity}.undo`;
