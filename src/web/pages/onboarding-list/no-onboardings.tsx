import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState, NoMatches } from '../../ui/empty-state';

interface NoOnboardingsProps {
  /** Of all onboardings that the reader may see. */
  counts: ApiResponseBodies['GET /onboardings/counts'];
  canSubmit: boolean;
  locale: Locale;
}

export function NoOnboardings({ counts, canSubmit, locale }: NoOnboardingsProps) {
  const t = getTranslator(locale);
  if (Object.values(counts.byStatus).some((count) => count > 0))
    return <NoMatches path="/onboardings" locale={locale} />;
  if (!canSubmit) return <EmptyState text={t('onboarding-list.noneForReader')} />;
  const links = [
    { href: '/onboardings/new', label: t('onboarding-list.submit') },
    { href: '/cohorts/new', label: t('cohorts.submit') },
  ];
  return <EmptyState text={t('onboarding-list.none')} links={links} />;
}
