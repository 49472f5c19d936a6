import { transliterate } from 'transliteration';

/** Leaves room for a numeric suffix: many systems limit usernames to 32 characters. */
const MAX_LENGTH = 28;
/** German convention; the library alone would drop the umlaut dots. */
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
 * Derives `given.family` in lower-case ASCII, 1 to 28 characters; a preferred name replaces the given name.
 * Prefixes `user.` if the result does not start with a letter. Returns `user` if nothing is left in ASCII.
 */
export function deriveUsername(name: { givenName: string; familyName?: string; preferredName?: string }): string {
  const { givenName, familyName = '', preferredName = '' } = name;
  const names = [toAscii(preferredName) || toAscii(givenName), toAscii(familyName)].filter(Boolean);
  const parts = /^[a-z]/.test(names[0] ?? '') ? names : ['user', ...names];
  return parts
    .join('.')
    .slice(0, MAX_LENGTH)
    .replace(/[.-]+$/, '');
}

/** Names of services and roles (RFC 2142, Unix, Windows), which mail or people would take for them. */
const RESERVED_USERNAMES: ReadonlySet<string> = new Set(
  `abuse admin administrator billing daemon contact ftp guest help helpdesk hostmaster hr info it ldap mail mailer-daemon
  marketing news nobody no-reply noc noreply office postmaster root sales security service support sysadmin system test
  usenet uucp webmaster www`.split(/\s+/),
);

/** Returns the first of `base`, `base2`, `base3`, … that is neither reserved nor taken. */
export function findFreeUsername(base: string, taken: ReadonlySet<string>): string {
  let candidate = base;
  for (let count = 2; taken.has(candidate) || RESERVED_USERNAMES.has(candidate); count++) candidate = `${base}${count}`;
  return candidate;
}

const toAscii = (name: string): string =>
  transliterate(name.normalize('NFC'), { replace: GERMAN_REPLACEMENTS })
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
