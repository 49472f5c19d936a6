import { isRecord } from '../domain/is-record';
import { listDifferences } from '../domain/list-differences';

/** Applies a merge patch (RFC 7396): objects are merged, `null` removes, any other value replaces. */
export function applyMergePatch(value: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(isRecord(value) ? Object.entries(value) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) merged.delete(name);
    else merged.set(name, applyMergePatch(merged.get(name), change));
  }
  return Object.fromEntries(merged);
}

/** Dotted paths at which two values differ. A list differs as a whole. */
export const listChangedPaths = (before: unknown, after: unknown): string[] =>
  listDifferences(before, after).map(({ path }) => path);

/** True if the paths are equal or one contains the other. */
export const isOverlappingPath = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
