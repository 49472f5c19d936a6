import { type Difference, listDifferences } from '../domain/list-differences';

/** Lists the differences between two versions of the settings in the order of their paths. */
export const compareSettings = (before: object, after: object): Difference[] =>
  listDifferences(before, after).sort((a, b) => (a.path < b.path ? -1 : 1));
