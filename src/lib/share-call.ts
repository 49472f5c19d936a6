/**
 * Returns a function that shares one call, its failure included, among all callers of the next `maxAgeMs`: however often
 * a probe or a scrape asks, the cost stays the same.
 */
export function shareCall<Answer>(maxAgeMs: number, call: () => Promise<Answer>): () => Promise<Answer> {
  let latest: { startedAt: number; answer: Promise<Answer> } | undefined;
  return () => {
    const now = performance.now();
    if (latest === undefined || now - latest.startedAt > maxAgeMs) latest = { startedAt: now, answer: call() };
    return latest.answer;
  };
}
