/** Wraps text into at most `maxLines` lines of `width` characters. Cut text ends with an ellipsis. */
export function wrapText(text: string, width: number, maxLines: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = wrapped.at(-1);
    if (line !== undefined && countCharacters(line) + 1 + countCharacters(word) <= width)
      wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  const kept = wrapped.slice(0, maxLines);
  const isCut = wrapped.length > maxLines;
  return kept.map((line, index) => truncateLine(line, width, isCut && index === maxLines - 1));
}

function truncateLine(line: string, width: number, hasMore: boolean): string {
  if (countCharacters(line) <= width && !hasMore) return line;
  return `${[...line]
    .slice(0, width - 1)
    .join('')
    .trimEnd()}…`;
}

const countCharacters = (text: string): number => [...text].length;
