/** Something that runs until it is stopped. */
export interface Running {
  /** Resolves when all that was under way has ended. */
  stop(): Promise<void>;
}
