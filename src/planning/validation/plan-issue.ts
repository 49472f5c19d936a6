/** What is wrong with a plan, for its author. */
export interface Fault {
  /** Without: it is the whole plan's. */
  step?: string;
  problem: string;
  mend: string;
}

/** What planning knows of an activity, given by whoever composes: planning itself imports none. */
export interface KnownActivities {
  [name: string]: { needs: readonly string[]; pivot?: boolean } | undefined;
}
