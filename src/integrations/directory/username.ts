import { transliterate } from 'transliteration';

/** Leaves room for a number behind it: many systems end at 32 characters. */
const MAX_LENGTH = 28;
/** What a German reader expects; the library would drop the dots. */
const GERMAN_REPLACEMENTS: [string, string][] = [
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
];

/**
 * The username a person should have: `given.family`, the preferred name before the given one, in lower-case ASCII,
 * beginning with a letter, 1 to 28 characters. Names without any letter become `user`.
 */
export function deriveUsername(name: { given: string; family: string; preferred?: string }): string {
  const joined = [toAscii(name.preferred ?? '') || toAscii(name.given), toAscii(name.family)].filter(Boolean).join('.');
  const username = joined.slice(0, MAX_LENGTH).replace(/[.-]+$/, '');
  return /^[a-z]/.test(username) ? username : `user${username && `.${username}`}`.slice(0, MAX_LENGTH);
}

/** `base`, then `base2`, `base3`, …: the first that is not taken. */
export function findFreeUsername(base: string, taken: ReadonlySet<string>): string {
  let candidate = base;
  for (let count = 2; taken.has(candidate); count++) candidate = `${base}${count}`;
  return candidate;
}

const toAscii = (name: string): string =>
  transliterate(name.normalize('NFC'), { replace: GERMAN_REPLACEMENTS })
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
