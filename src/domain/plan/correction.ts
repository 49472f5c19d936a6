/** How an amendment corrects a step that has used the old data. */
export const CORRECTION_KINDS = ['redo', 'update', 'undo', 'hand-over'] as const;

/**
 * `redo`: the activity runs again and replaces its effect, or the task is assigned again. `update`: the activity changes
 * its effect in place. `undo`: the plan no longer has the step. `hand-over`: a person gets a task to correct the effect.
 */
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export interface Correction {
  step: string;
  kind: CorrectionKind;
  /** Dotted paths of the changed fields that the step has read. Empty if only its settings or needed results changed. */
  fields: string[];
}
