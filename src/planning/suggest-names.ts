import { foldText } from '../domain/text/fold-text';

/** One letter in three may be wrong. */
const LETTERS_PER_ERROR = 3;
const MIN_PREFIX_LENGTH = 3;

/** True if the name is one of the known ones, without regard to case and accents. */
export const isKnownName = (name: string, known: readonly string[]): boolean =>
  known.some((one) => foldText(one) === foldText(name));

/** Known names that may have been meant, the closest first. */
export function suggestNames(name: string, known: readonly string[]): string[] {
  const typed = foldText(name);
  const limit = Math.ceil(typed.length / LETTERS_PER_ERROR);
  return known
    .map((one) => ({ one, distance: measureDistance(typed, foldText(one)) }))
    .filter(({ one, distance }) => distance <= limit || isPrefix(typed, foldText(one)))
    .sort((a, b) => a.distance - b.distance)
    .map(({ one }) => one);
}

const isPrefix = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= MIN_PREFIX_LENGTH && (a.startsWith(b) || b.startsWith(a));

/** Levenshtein distance: letters to insert, leave out or replace. */
function measureDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
