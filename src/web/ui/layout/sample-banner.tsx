import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { canOpenPage } from '../../access';

interface SampleBannerProps {
  /** Undefined when not signed in. */
  principal?: AuthenticatedPrincipal;
  locale: Locale;
}

/** Tells every reader that nothing here is real, with links for HR and administrators. */
export function SampleBanner({ principal, locale }: SampleBannerProps) {
  const t = getTranslator(locale);
  return (
    <aside class="sample" aria-label={t('setup.sampleCompany')}>
      <div class="container">
        <strong>{t('setup.sampleCompany')}</strong>
        {principal && canOpenPage(principal, 'GET /admin/setup') && <a href="/admin/setup">{t('setup.setUpOwn')}</a>}
        {principal && canOpenPage(principal, 'GET /admin/setup/remove-sample') && (
          <a href="/admin/setup/remove-sample">{t('setup.removeSample')}</a>
        )}
      </div>
    </aside>
  );
}
