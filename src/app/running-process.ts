export interface RunningProcess {
  /** Stops accepting work, finishes work in progress and releases resources. */
  stop(): Promise<void>;
}
