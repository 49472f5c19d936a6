export const readLines = (text = ''): string[] => splitText(text, /\r?\n/);
export const readList = (text = ''): string[] => splitText(text, ',');

const splitText = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Puts the earlier choices first, in their order and spelling. */
export function keepOrder(chosen: readonly string[], earlier: readonly string[] = []): string[] {
  const isAmong = (value: string, values: readonly string[]) =>
    values.some((one) => one.toLowerCase() === value.toLowerCase());
  return [...earlier.filter((value) => isAmong(value, chosen)), ...chosen.filter((value) => !isAmong(value, earlier))];
}
