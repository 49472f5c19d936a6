import type { Person } from '../domain/request';
import { getFormatters } from './formatters';
import type { Locale } from './locales';
import { getTranslator } from './translate';

/** Formats the text of a mail: greeting, paragraphs (absent and empty ones are left out), signature. */
export function formatEmailText(
  locale: Locale,
  to: readonly Pick<Person, 'name'>[],
  paragraphs: readonly (string | undefined)[],
): string {
  const t = getTranslator(locale);
  const names = to.map(({ name }) => name);
  const greeting = t('mails.greeting', { names: getFormatters(locale).formatList(names, 'conjunction') });
  return [greeting, ...paragraphs, t('mails.signature')].filter(Boolean).join('\n\n');
}
