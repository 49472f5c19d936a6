import type { Access } from '../domain/access';
import type { InOneLanguage } from '../domain/text/localized-text';
import { getFormatters } from './formatters';
import type { Locale } from './locales';
import { translate } from './translate';

type WordedAccount = Omit<InOneLanguage<Access>['accounts'][number], 'system'>;

/** Lists the accounts, each with its groups and its licence: `E-mail (all, Basic), Chat`. */
export function formatAccounts({ accounts }: { accounts: readonly WordedAccount[] }, locale: Locale): string {
  return getFormatters(locale).formatList(accounts.map(formatAccount), 'conjunction');
}

/** Lists how the request differs from its profiles: `CRM (added)`. Empty if it does not. */
export function formatDeviations({ deviations }: Pick<InOneLanguage<Access>, 'deviations'>, locale: Locale): string {
  const words = deviations.map(({ kind, title: system }) =>
    translate(locale, `tasks.facts.deviation.${kind}`, { system }),
  );
  return getFormatters(locale).formatList(words, 'conjunction');
}

/** `E-mail (all, Basic)`: the system with its groups and its licence. */
export function formatAccount({ title, groups, licence, licenceTitle = licence }: WordedAccount): string {
  const details = [...groups, ...(licenceTitle === undefined ? [] : [licenceTitle])];
  return details.length === 0 ? title : `${title} (${details.join(', ')})`;
}

type WordedAccess = InOneLanguage<Access>;

/** In the order in which they are shown. */
export const ACCESS_PARTS = ['accounts', 'equipment', 'trainings'] as const;
type AccessPart = (typeof ACCESS_PARTS)[number];

/** Lists each part in one line; empty if there is none of it. */
export const formatAccess = (access: Pick<WordedAccess, AccessPart>, locale: Locale): Record<AccessPart, string> => ({
  accounts: formatAccounts(access, locale),
  equipment: access.equipment.join(', '),
  trainings: access.trainings.join(', '),
});

interface AccessChange {
  name: AccessPart;
  before: string;
  after: string;
}

/** Lists the differences. An access that is missing counts as none. */
export function listAccessChanges(
  before: WordedAccess | undefined,
  after: WordedAccess | undefined,
  locale: Locale,
): AccessChange[] {
  const [wordsBefore, wordsAfter] = [before, after].map((access) => access && formatAccess(access, locale));
  return ACCESS_PARTS.map((name) => ({
    name,
    before: wordsBefore?.[name] ?? '',
    after: wordsAfter?.[name] ?? '',
  })).filter((change) => change.before !== change.after);
}
