import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';

interface EmptyStateProps {
  /** Tells the reader how to begin. */
  text: string;
  /** Pages on which the reader may do it. */
  links?: readonly { href: string; label: string }[];
}

/** In place of a table without rows. */
export const EmptyState = ({ text, links = [] }: EmptyStateProps) => (
  <div class="empty">
    <p>{text}</p>
    {links.length > 0 && (
      <p class="actions">
        {links.map(({ href, label }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </p>
    )}
  </div>
);

/** In place of a list of which the search finds nothing; `path` shows all of it. */
export function NoMatches({ path, locale }: { path: string; locale: Locale }) {
  const t = getTranslator(locale);
  return <EmptyState text={t('pagination.noMatches')} links={[{ href: path, label: t('pagination.showAll') }]} />;
}

/** Tells a search from the whole list, of which a further page may be empty, too. */
export const isFiltered = (query: Readonly<Record<string, unknown>>): boolean =>
  Object.values(query).some((value) => value !== undefined && value !== '');
