import { z } from 'zod';
import type { Locale } from '../../i18n/locales';
import { translate } from '../../i18n/translate';

/** Search field; an empty text means no filter. */
export const searchTextSchema = z
  .string()
  .max(500)
  .optional()
  .transform((text) => text?.trim() || undefined);

/** Query of a list without filters. */
export const cursorQuerySchema = z.object({ cursor: searchTextSchema });

/** Search date, `YYYY-MM-DD`; an invalid date means no filter. */
export const searchDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

/** Fits a text to the API search: no invisible characters, at most `maxLength` long. */
export const normalizeSearchText = (text: string, maxLength: number): string | undefined =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, maxLength) || undefined;

interface NextPageLinkProps {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  nextCursor?: string;
  locale: Locale;
}

export function NextPageLink({ path, query, nextCursor, locale }: NextPageLinkProps) {
  if (nextCursor === undefined) return null;
  const parameters = Object.entries({ ...query, cursor: nextCursor }).filter(([, value]) => value !== undefined);
  const url = `${path}?${new URLSearchParams(parameters).toString()}`;
  return (
    <p>
      <a href={url} rel="next">
        {translate(locale, 'pagination.more')}
      </a>
    </p>
  );
}
