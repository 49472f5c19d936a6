/** Letters that have no decomposition into a base letter and marks. */
const BASE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};

/** Returns the text as searches and sort orders see it: lower-case, without accents and apostrophes. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/g, (letter) => BASE_LETTERS[letter] ?? letter)
    .replace(/['’‘ʼʹ`´]/g, '')
    .normalize('NFC');
