/** Reads the lines of a text area, without empty ones and blanks around them. */
export const readLines = (text = ''): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
