import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';

/** Both names, if one person acted for the other. */
export function formatAuthor({ by = '', agent }: { by?: string; agent?: string }, locale: Locale): string {
  const t = getTranslator(locale);
  return agent ? t('onboarding.onBehalf', { agent, who: by }) : t('onboarding.by', { who: by });
}
