interface Line {
  pattern: RegExp;
  translation: string;
}

const PLACEHOLDER_PATTERN = /\{(\w+)\}/g;

/** Gives what is said in other words, by the first line that fits; undefined where there are none for it. */
export type Phrasebook = (text: string) => string | undefined;

/** `{name}` in a line stands for whatever is said there, which is put into other words, too, where there are some. */
export function createPhrasebook(table: readonly (readonly [said: string, words: string])[]): Phrasebook {
  // The first line counts where there are two.
  const exact = new Map([...table].reverse());
  const lines = table
    .filter(([text]) => text.includes('{'))
    .map(([text, translation]): Line => ({ pattern: buildPattern(text), translation }));
  const translateText: Phrasebook = (text) => {
    const exactTranslation = exact.get(text);
    if (exactTranslation !== undefined) return exactTranslation;
    const line = lines.find(({ pattern }) => pattern.test(text));
    const placeholders = line?.pattern.exec(text)?.groups ?? {};
    return line?.translation.replace(PLACEHOLDER_PATTERN, (_place, name: string) => {
      const part = placeholders[name] ?? '';
      return translateText(part) ?? part;
    });
  };
  return translateText;
}

function buildPattern(text: string): RegExp {
  const literal = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(PLACEHOLDER_PATTERN, '(?<$1>.*)')}$`, 's');
}
