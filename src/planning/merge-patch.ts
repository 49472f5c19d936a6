/** The value with a merge patch applied (RFC 7396): objects are merged, `null` removes, all else replaces. */
export function applyMergePatch(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(value) ? Object.entries(value) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) merged.delete(name);
    else merged.set(name, applyMergePatch(merged.get(name), change));
  }
  return Object.fromEntries(merged);
}

/** Dotted paths of what differs between two values; a list differs as a whole. */
export function listChangedPaths(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (!isObject(before) || !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path.join('.')];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...names].flatMap((name) => listChangedPaths(old.get(name), now.get(name), [...path, name]));
}

/** Whether a change of one path is a change of the other: they are the same, or one holds the other. */
export const isOverlappingPath = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
