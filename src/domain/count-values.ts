export const countValues = (values: readonly string[]): Map<string, number> =>
  values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<string, number>());

/** Removes each value of `removed` once from `values`. */
export function subtractValues(values: readonly string[], removed: readonly string[]): string[] {
  const counts = countValues(removed);
  return values.filter((value) => {
    const count = counts.get(value) ?? 0;
    counts.set(value, count - 1);
    return count <= 0;
  });
}
