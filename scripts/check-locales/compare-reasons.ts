import { LIST_KINDS, type ReasonKinds } from '../../src/domain/reasons/param-kinds';
import type { Rooms } from '../../src/i18n/locales';
import { listValues } from './compare-locales';

/** Catalogues of codes by the file of their messages. */
export type Catalogues = Readonly<Record<string, ReasonKinds>>;

/** Compares the messages of reasons in one language with the catalogues. Returns one line per difference. */
export const compareReasons = (catalogues: Catalogues, rooms: Rooms, locale: string): string[] =>
  Object.entries(catalogues).flatMap(([room, catalogue]) =>
    compareCatalogue(catalogue, rooms[room] ?? {}, `${locale}: ${room}.`),
  );

function compareCatalogue(catalogue: ReasonKinds, messages: Rooms[string], prefix: string): string[] {
  const missing = Object.keys(catalogue)
    .filter((code) => !Object.hasOwn(messages, code))
    .map((code) => `${prefix}${code} is missing`);
  const issues = Object.entries(messages).flatMap(([code, text]) => {
    const kinds = catalogue[code];
    if (kinds === undefined) return [`${prefix}${code} is not in the catalogue`];
    return listUnknownValues(kinds, text).map((name) => `${prefix}${code} has no parameter {${name}}`);
  });
  return [...missing, ...issues];
}

function listUnknownValues(kinds: ReasonKinds[string], text: string): string[] {
  const counts = Object.keys(kinds).filter((name) => LIST_KINDS.has(kinds[name] ?? 'text'));
  const known = new Set([...Object.keys(kinds), ...counts.map((name) => `${name}Count`)]);
  return listValues(text).filter((name) => !known.has(name));
}

/** A message is found by its code alone, so that two catalogues must not share one. */
export function findDuplicateCodes(catalogues: Catalogues): string[] {
  const codes = Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue));
  return codes.filter((code, index) => codes.indexOf(code) !== index).map((code) => `${code} is in two catalogues`);
}
