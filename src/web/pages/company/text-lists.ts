/** Reads a list separated by commas, without empty entries and blanks around them. */
export const readList = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** True if one of the values is the same, without regard to case. */
export const isAmong = (value: string, values: readonly string[]): boolean =>
  values.some((one) => one.toLowerCase() === value.toLowerCase());

/** Puts the earlier choices first, in their order and spelling. */
export const keepOrder = (chosen: readonly string[], earlier: readonly string[] = []): string[] => [
  ...earlier.filter((value) => isAmong(value, chosen)),
  ...chosen.filter((value) => !isAmong(value, earlier)),
];
