import type { Redo } from '../../domain/plan/resolved-plan';

export interface PlanIssue {
  /** Undefined if the issue concerns the whole plan. */
  step?: string;
  problem: string;
  hint: string;
}

/** Activity facts from the composition root: planning imports no activities. */
export interface KnownActivities {
  [name: string]:
    { needs: readonly string[]; pivot?: boolean; redo?: Redo; run: { permanent: readonly string[] } } | undefined;
}
