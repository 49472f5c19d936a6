export interface LoadResult {
  /** Completed runs per second. */
  throughput: number;
  latenciesMs: number[];
}

/** Closed loop: calls `runOne` `count` times in total, from `callers` concurrent loops. */
export async function runLoad(count: number, callers: number, runOne: () => Promise<void>): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  let remaining = count;
  const startedAt = performance.now();
  const runCaller = async () => {
    while (remaining-- > 0) {
      const callStartedAt = performance.now();
      await runOne();
      latenciesMs.push(performance.now() - callStartedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, runCaller));
  return { throughput: (1_000 * count) / (performance.now() - startedAt), latenciesMs };
}
