interface Line {
  pattern: RegExp;
  words: string;
}

const PLACE = /\{(\w+)\}/g;

/** Gives what is said in other words, by the first line that fits; undefined where there are none for it. */
export type Phrasebook = (said: string) => string | undefined;

/** `{name}` in a line stands for whatever is said there, which is put into other words, too, where there are some. */
export function phrasebook(table: readonly (readonly [said: string, words: string])[]): Phrasebook {
  // The first line counts where there are two.
  const exact = new Map([...table].reverse());
  const lines = table
    .filter(([said]) => said.includes('{'))
    .map(([said, words]): Line => ({ pattern: patternOf(said), words }));
  const inWords: Phrasebook = (said) => {
    const known = exact.get(said);
    if (known !== undefined) return known;
    const line = lines.find(({ pattern }) => pattern.test(said));
    const found = line?.pattern.exec(said)?.groups ?? {};
    return line?.words.replace(PLACE, (_place, name: string) => {
      const part = found[name] ?? '';
      return inWords(part) ?? part;
    });
  };
  return inWords;
}

function patternOf(said: string): RegExp {
  const literal = said.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(PLACE, '(?<$1>.*)')}$`, 's');
}
