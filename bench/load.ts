export interface Measurement {
  count: number;
  seconds: number;
  /** Milliseconds, ascending. */
  latencies: number[];
}

/** Calls `runOne` `count` times in total, from `callers` concurrent loops. */
export async function runLoad(count: number, callers: number, runOne: () => Promise<void>): Promise<Measurement> {
  const latencies: number[] = [];
  let remaining = count;
  const startedAt = performance.now();
  const runCaller = async () => {
    while (remaining-- > 0) {
      const callStartedAt = performance.now();
      await runOne();
      latencies.push(performance.now() - callStartedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, runCaller));
  const seconds = (performance.now() - startedAt) / 1000;
  return { count, seconds, latencies: latencies.sort((a, b) => a - b) };
}

/** Adds up counts and durations: the measurements must not have overlapped. */
export const mergeMeasurements = (one: Measurement, other: Measurement): Measurement => ({
  count: one.count + other.count,
  seconds: one.seconds + other.seconds,
  latencies: [...one.latencies, ...other.latencies].sort((a, b) => a - b),
});

export const getPercentile = ({ latencies }: Measurement, share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
