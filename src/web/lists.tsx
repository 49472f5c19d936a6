import { z } from 'zod';
import { inEveryLanguage, type Locale } from './locale';

/** A field of a search: one that is left empty is not searched by. */
export const searched = z
  .string()
  .max(500)
  .optional()
  .transform((text) => text?.trim() || undefined);

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
