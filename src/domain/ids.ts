/** The one task queue of the platform: workflows and activities alike. */
export const TASK_QUEUE = 'onboarding';

/** Workflow type names, as registered by the worker and started by the API. */
export const WORKFLOW_TYPES = { onboardEmployee: 'onboardEmployee', onboardCohort: 'onboardCohort' } as const;

/** Bumped when the meaning of the engine's input or state changes; old engines stay until no run uses them. */
export const ENGINE_VERSION = 3;

const ONBOARDING_PREFIX = 'onboarding:';
const COHORT_PREFIX = 'cohort:';

/** The workflow id of an onboarding. Holds no personal data: it is the UUID alone. */
export const toOnboardingWorkflowId = (onboardingId: string): string => `${ONBOARDING_PREFIX}${onboardingId}`;

/** The onboarding that this workflow runs; undefined where it runs none. */
export const parseOnboardingId = (workflowId: string): string | undefined =>
  workflowId.startsWith(ONBOARDING_PREFIX) ? workflowId.slice(ONBOARDING_PREFIX.length) : undefined;

/** The workflow id of a cohort: the UUID alone. @public */
export const toCohortWorkflowId = (cohortId: string): string => `${COHORT_PREFIX}${cohortId}`;

/** What names one effect in every outside system: the idempotency key of its writes. */
export interface EffectKey {
  onboardingId: string;
  step: string;
  /** 1 for the first; only a confirmed undo or a redo opens the next. */
  generation: number;
}

/** The effect key as one string, for systems that take an idempotency key. */
export const formatIdempotencyKey = ({ onboardingId, step, generation }: EffectKey): string =>
  `${onboardingId}/${step}/${generation}`;

/** The Temporal activity type that undoes what `activity` did. */
export const toUndoActivityName = (activity: string): string => `${activity}.undo`;
