/** First match wins: a user agent may also match the entries below its own. */
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

/** Returns browser and operating system, for example `Firefox, Linux`; undefined if both are unknown. */
export function describeBrowser(userAgent = ''): string | undefined {
  const findName = (known: readonly (readonly [string, RegExp])[]) =>
    known.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return [findName(BROWSERS), findName(SYSTEMS)].filter(Boolean).join(', ') || undefined;
}
