export interface Measured {
  count: number;
  seconds: number;
  /** Of each one, in milliseconds, sorted. */
  latencies: number[];
}

/** Has `callers` do `one` thing after another until `count` are done. */
export async function drive(count: number, callers: number, one: () => Promise<void>): Promise<Measured> {
  const latencies: number[] = [];
  let left = count;
  const begun = performance.now();
  const caller = async () => {
    while (left-- > 0) {
      const started = performance.now();
      await one();
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - begun) / 1000;
  return { count, seconds, latencies: latencies.sort((one, other) => one - other) };
}

/** Both together, as one measurement. */
export const together = (one: Measured, other: Measured): Measured => ({
  count: one.count + other.count,
  seconds: one.seconds + other.seconds,
  latencies: [...one.latencies, ...other.latencies].sort((a, b) => a - b),
});

export const percentile = ({ latencies }: Measured, share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
