/** The first that fits: each of them claims to be those below it, too. */
const BROWSERS = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** What a browser says that it is, in two words; undefined where it is none that we know. */
export function describeBrowser(userAgent: string | null): string | undefined {
  const findName = (known: readonly (readonly [string, RegExp])[]) =>
    known.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0];
  return [findName(BROWSERS), findName(SYSTEMS)].filter(Boolean).join(', ') || undefined;
}
