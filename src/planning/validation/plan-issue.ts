/** What is wrong with a plan, for its author. */
export interface PlanIssue {
  /** Without: it is the whole plan's. */
  step?: string;
  problem: string;
  hint: string;
}

/** What planning knows of an activity, given by whoever composes: planning itself imports none. */
export interface KnownActivities {
  [name: string]: { needs: readonly string[]; pivot?: boolean } | undefined;
}
