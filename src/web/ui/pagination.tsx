import { z } from 'zod';
import { inEveryLanguage, type Locale } from '../i18n/locale';

/** A field of a search: one that is left empty is not searched by. */
export const searched = z
  .string()
  .max(500)
  .optional()
  .transform((text) => text?.trim() || undefined);

/** A date of a search, `YYYY-MM-DD`; what is none is not searched by. */
export const searchedDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

/** A text as the API searches for it: without characters that nobody sees, and no longer than it takes. */
export const searchable = (text: string, longest: number): string | undefined =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, longest) || undefined;

const words = inEveryLanguage({
  en: { more: 'Next page', search: 'Search' },
  de: { more: 'Nächste Seite', search: 'Suchen' },
});

export const searchWord = (locale: Locale): string => words(locale).search;

interface MoreProps {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  nextCursor?: string;
  locale: Locale;
}

/** Leads to the next page of a list with the same search, where there is one. */
export function More({ path, query, nextCursor, locale }: MoreProps) {
  if (nextCursor === undefined) return null;
  const given = Object.entries({ ...query, cursor: nextCursor }).filter(([, value]) => value !== undefined);
  const address = `${path}?${new URLSearchParams(given).toString()}`;
  return (
    <p>
      <a href={address} rel="next">
        {words(locale).more}
      </a>
    </p>
  );
}
