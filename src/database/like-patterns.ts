import { type RawBuilder, sql } from 'kysely';
import { foldText } from '../domain/text/fold-text';

const escapeLikeWildcards = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export const buildContainsPattern = (text: string): string => `%${escapeLikeWildcards(text)}%`;

export const buildPrefixPattern = (text: string): string => `${escapeLikeWildcards(text)}%`;

/** Folded words of a search, each of which must be found. */
export const splitSearchWords = (text = ''): string[] => foldText(text).split(/\s+/).filter(Boolean);

/** `foldText` in SQL, for short tables: no index can answer it. */
export const foldColumn = (column: string): RawBuilder<string> => sql<string>`
  translate(regexp_replace(normalize(lower(${sql.ref(column)}), nfd), '[\u0300-\u036f''’‘ʼʹ\`´]', '', 'g'), 'øđðłı', 'oddli')`;
