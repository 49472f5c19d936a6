import type { Access } from '../domain/access';
import type { InOneLanguage } from '../domain/text/localized-text';
import { getFormatters } from './formatters';
import type { Locale } from './locales';

/** Lists the accounts, each with its groups and its licence: `E-mail (all, Basic), Chat`. */
export function formatAccounts({ accounts }: Pick<InOneLanguage<Access>, 'accounts'>, locale: Locale): string {
  const { formatList } = getFormatters(locale);
  const words = accounts.map(({ title, groups, licence }) => {
    const details = [...groups, ...(licence === undefined ? [] : [licence])];
    return details.length === 0 ? title : `${title} (${details.join(', ')})`;
  });
  return formatList(words, 'conjunction');
}
