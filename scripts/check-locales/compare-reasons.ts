import { LIST_KINDS, type ReasonKinds } from '../../src/domain/reasons/param-kinds';
import type { Rooms } from '../../src/i18n/locales';
import { listValues } from './compare-locales';

/** Compares the messages of reasons in one language with the catalogue. Returns one line per difference. */
export function compareReasons(catalogue: ReasonKinds, rooms: Rooms, locale: string): string[] {
  const messages = rooms.reasons ?? {};
  const missing = Object.keys(catalogue)
    .filter((code) => !Object.hasOwn(messages, code))
    .map((code) => `${locale}: reasons.${code} is missing`);
  const issues = Object.entries(messages).flatMap(([code, text]) => {
    const kinds = catalogue[code];
    if (kinds === undefined) return [`${locale}: reasons.${code} is not in the catalogue`];
    return listUnknownValues(kinds, text).map((name) => `${locale}: reasons.${code} has no parameter {${name}}`);
  });
  return [...missing, ...issues];
}

function listUnknownValues(kinds: ReasonKinds[string], text: string): string[] {
  const counts = Object.keys(kinds).filter((name) => LIST_KINDS.has(kinds[name] ?? 'text'));
  const known = new Set([...Object.keys(kinds), ...counts.map((name) => `${name}Count`)]);
  return listValues(text).filter((name) => !known.has(name));
}
