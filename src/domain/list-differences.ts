import { isRecord } from './is-record';
import { isSameJson } from './is-same-json';

/** Difference between two values at one place. */
export interface Difference {
  /** Dotted path, such as `locations.berlin.startTime`. */
  path: string;
  /** Undefined if the member was added. */
  before?: unknown;
  /** Undefined if the member was removed. */
  after?: unknown;
}

/** Lists the places at which two values differ. A list differs as a whole: its entries have no names. */
export function listDifferences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (!isRecord(before) || !isRecord(after))
    return isSameJson(before, after) ? [] : [{ path: path.join('.'), before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const [oldFields, newFields] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...names].flatMap((name) => listDifferences(oldFields.get(name), newFields.get(name), [...path, name]));
}
