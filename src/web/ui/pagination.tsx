import { z } from 'zod';
import { defineMessages, type Locale } from '../i18n/locale';

/** A field of a search: one that is left empty is not searched by. */
export const searchTextSchema = z
  .string()
  .max(500)
  .optional()
  .transform((text) => text?.trim() || undefined);

/** A date of a search, `YYYY-MM-DD`; what is none is not searched by. */
export const searchDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

/** A text as the API searches for it: without characters that nobody sees, and no longer than it takes. */
export const normalizeSearchText = (text: string, maxLength: number): string | undefined =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, maxLength) || undefined;

const paginationMessages = defineMessages({
  en: { more: 'Next page', search: 'Search' },
  de: { more: 'Nächste Seite', search: 'Suchen' },
});

export const getSearchLabel = (locale: Locale): string => paginationMessages(locale).search;

interface NextPageLinkProps {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  nextCursor?: string;
  locale: Locale;
}

/** Leads to the next page of a list with the same search, where there is one. */
export function NextPageLink({ path, query, nextCursor, locale }: NextPageLinkProps) {
  if (nextCursor === undefined) return null;
  const parameters = Object.entries({ ...query, cursor: nextCursor }).filter(([, value]) => value !== undefined);
  const address = `${path}?${new URLSearchParams(parameters).toString()}`;
  return (
    <p>
      <a href={address} rel="next">
        {paginationMessages(locale).more}
      </a>
    </p>
  );
}
