/** The text in at most so many lines of at most so many characters; what does not fit is cut, and an ellipsis says so. */
export function lines(text: string, width: number, most: number): string[] {
  const made: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = made.at(-1);
    if (line !== undefined && length(line) + 1 + length(word) <= width) made[made.length - 1] = `${line} ${word}`;
    else made.push(word);
  }
  const kept = made.slice(0, most);
  const isCut = made.length > most;
  return kept.map((line, index) => cut(line, width, isCut && index === most - 1));
}

function cut(line: string, width: number, goesOn: boolean): string {
  if (length(line) <= width && !goesOn) return line;
  return `${[...line]
    .slice(0, width - 1)
    .join('')
    .trimEnd()}…`;
}

const length = (text: string): number => [...text].length;
